"""Articles on one event: found by date and words, and side by side."""

from __future__ import annotations

import pandas as pd
import pytest

from framing.compare import find_events, side_by_side
from framing.errors import FramingError
from framing.results import Result
from tests.compare.made import made


@pytest.fixture(scope="module")
def result() -> Result:
    return made()


def test_events_found_by_date_and_words() -> None:
    stories = {
        "a1": ("2024-01-02", "Firemen saved the old harbour warehouse from burning down on Monday night"),
        "a2": ("2024-01-03", "The harbour warehouse was saved by firemen as it was burning, owners said"),
        "b1": ("2024-01-02", "Parliament debates pension reform while unions march through the capital"),
        "b2": ("2024-01-04", "Unions march against pension reform; parliament debates on"),
        "a3": ("2024-03-01", "Firemen saved the harbour warehouse from burning again"),
        "c1": (None, "Firemen saved the harbour warehouse"),
    }
    articles = pd.DataFrame([{"article_id": name, "date": date, "status": "ok"} for name, (date, _) in stories.items()])
    sentences = pd.DataFrame(
        [{"article_id": name, "sentence_index": 0, "text": text} for name, (_, text) in stories.items()]
    )
    found = find_events(Result({"articles": articles, "sentences": sentences}, {}))
    assert found.to_dict() == {"a1": "a1", "a2": "a1", "b1": "b1", "b2": "b1", "a3": "a3"}


def test_events_need_the_text(result: Result) -> None:
    empty = result.tables["sentences"].assign(text=None)
    with pytest.raises(FramingError, match="hold no text"):
        find_events(Result({**result.tables, "sentences": empty}, result.manifest))


def test_an_event_side_by_side(result: Result) -> None:
    found = side_by_side(result, "e3", "event")
    assert set(found["outlet"]) == {"Post", "Wire", "Tribune"}
    assert len(found) == result.sentences["article_id"].str.startswith("03-").sum()
    assert found["outlet"].is_monotonic_increasing
    with pytest.raises(FramingError) as caught:
        side_by_side(result, "e33", "event")
    assert str(caught.value).startswith("no event 'e33'; did you mean 'e3'?")
