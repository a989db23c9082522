"""What tests of trained parts share: a splitter, and the encoder that ships, opened once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from framing.learn.encoder import Encoder
from framing.learn.models import open_encoder
from framing.learn.passages import Passage, whole_passage
from framing.records import Article
from framing.split import Splitter
from framing.study import load_study


@pytest.fixture(scope="session")
def splitter() -> Splitter:
    return Splitter.from_lexicons(load_study("kosovo").lexicons)


@pytest.fixture(scope="session")
def passage(splitter: Splitter) -> Callable[[str], Passage]:
    return lambda text: whole_passage(splitter.split(Article("1", text)))


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return open_encoder("encoder")
