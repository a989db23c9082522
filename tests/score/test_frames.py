from __future__ import annotations

import json
from pathlib import Path

import pytest

from framing.records import Article
from framing.score.frames import FrameFinder
from framing.split import Splitter
from framing.study import Frame, load_study

CODED = Path(__file__).resolve().parents[1] / "coded"


def frame(frame_id: str, **terms: float) -> Frame:
    return Frame(frame_id, frame_id, "", {term.replace("_", " "): weight for term, weight in terms.items()})


FRAMES = (
    frame("policy.economic", economic_sanctions=1.0, price=0.5, trade=0.5, aid=0.4),
    frame("policy.security", sanctions=0.5, troops=1.0, border=0.6),
    frame("generic.conflict", sanctions=0.5, dispute=1.0),
    frame("generic.economic", trade=0.5),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The minister arrived.", {}),
        ("NATO sent troops.", {"policy.security": (1.0, True, "troops")}),
        # two hints make a frame, one hint or the same hint twice does not
        (
            "Trade and prices.",
            {"policy.economic": (1.0, True, "Trade; prices"), "generic.economic": (0.5, False, "Trade")},
        ),
        ("A price is a price.", {"policy.economic": (0.5, False, "price")}),
        ("Aid, a border.", {"policy.economic": (0.4, False, "Aid"), "policy.security": (0.6, False, "border")}),
        # the longest term counts within a scheme; the other scheme is not disturbed
        (
            "Economic sanctions.",
            {"policy.economic": (1.0, True, "Economic sanctions"), "generic.conflict": (0.5, False, "sanctions")},
        ),
        # never inside another word
        ("Traders and a borderline case.", {}),
    ],
)
def test_frames(split, text, found):
    (sentence,) = split(text).sentences
    scores = list(FrameFinder(FRAMES).find(sentence, text))
    assert {score.frame: (score.weight, score.present, score.evidence) for score in scores} == found
    assert all(score.probability is None for score in scores)


def test_a_phrase_of_two_frames_counts_for_both(split):
    text = "A trade dispute."
    frames = (frame("s.a", trade_dispute=1.0), frame("s.b", trade_dispute=0.7))
    (sentence,) = split(text).sentences
    assert [(s.frame, s.weight, s.present) for s in FrameFinder(frames).find(sentence, text)] == [
        ("s.a", 1.0, True),
        ("s.b", 0.7, False),
    ]


def test_tenths_add_up_to_the_threshold(split):
    text = "One, two and three."
    frames = (frame("s.a", one=0.7, two=0.2, three=0.1),)
    (sentence,) = split(text).sentences
    assert [(s.weight, s.present) for s in FrameFinder(frames).find(sentence, text)] == [(1.0, True)]


@pytest.mark.parametrize(("scheme", "n_frames"), [("boydstun", 15), ("semetko", 5)])
def test_the_frame_schemes_are_whole(scheme, n_frames):
    frames = [frame for frame in load_study("kosovo").frames if frame.frame_id.startswith(f"{scheme}.")]
    assert len({frame.frame_id for frame in frames}) == n_frames
    assert {frame.frame_id for frame in frames if not frame.terms} <= {"boydstun.other"}


@pytest.mark.parametrize(
    ("name", "precision", "recall"), [("sample-angles.jsonl", 0.78, 0.52), ("third-frames.jsonl", 0.82, 0.42)]
)
def test_the_coded_frames(name, precision, recall):
    """Floors under what the study's lists find on coded articles, which no change may lower."""
    study = load_study("kosovo")
    splitter = Splitter.from_lexicons(study.lexicons)
    finder = FrameFinder(frame for frame in study.frames if frame.frame_id.startswith("kosovo."))
    both = n_found = n_coded = 0
    for line in (CODED / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sentences = splitter.split(Article(row["id"], row["text"], date=row["date"])).sentences
        for coded in row["sentences"]:
            inside = [each for each in sentences if each.start < coded["end"] and coded["start"] < each.end]
            found = {each.frame for sentence in inside for each in finder.find(sentence, row["text"]) if each.present}
            both += len(found & set(coded["frames"]))
            n_found += len(found - set(coded["optional"]))
            n_coded += len(coded["frames"])
    assert both / n_found >= precision
    assert both / n_coded >= recall
