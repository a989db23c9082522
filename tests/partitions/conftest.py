"""A corpus of short articles, and the bytes of an undisturbed run over it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from framing.learn.choice import ModelChoice
from framing.options import RunOptions
from framing.run import analyze_to
from framing.study.example import write_example
from tests.program.conftest import tree

N_ARTICLES = 200
REPEATED, EMPTY, WITH_DESK = 70, 130, 149


def row(number: int) -> dict[str, str]:
    """An article of two sentences; one repeats another, one is empty, one has a column of its own."""
    text = f"Mayor Jane Doe said plan {number} was good. The tenants rejected the {number} homes as an insult."
    if number == EMPTY:
        text = ""
    if number == REPEATED:
        text = row(3)["text"]
    further = {"desk": "7"} if number == WITH_DESK else {}
    return {"id": f"a{number}", "text": text, "outlet": "Post", **further}


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus of several partitions and a study for it."""
    folder = tmp_path_factory.mktemp("corpus")
    lines = (json.dumps(row(number)) + "\n" for number in range(N_ARTICLES))
    (folder / "articles.jsonl").write_text("".join(lines), encoding="utf-8")
    write_example(folder / "springfield")
    return folder


def options_of(corpus: Path, table_format: str = "csv") -> RunOptions:
    """The linear tier on the study of the corpus."""
    return RunOptions(corpus / "springfield", table_format, models=ModelChoice("linear"))


@pytest.fixture(scope="session")
def undisturbed(corpus: Path) -> dict[str, bytes]:
    """Every file of a run with one worker that nothing disturbed."""
    analyze_to([corpus / "articles.jsonl"], corpus / "undisturbed", options_of(corpus))
    return tree(corpus / "undisturbed")
