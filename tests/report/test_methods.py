"""Methods and limits come from the manifest."""

from __future__ import annotations

from framing.report import Report
from framing.report.methods import limits_of, methods_of
from framing.results import Result


def test_a_shipped_model_is_described_by_its_card(sample: Result) -> None:
    models = {model.name: model for model in methods_of(sample.manifest, sample.tables).models}
    found = models["attribution-encoder"]
    assert found.note == "" and found.trained_on
    assert {figure.measure for figure in found.figures} >= {"source F1", "cue F1", "content F1"}


def test_no_accuracy_is_claimed_for_another_model(sample: Result) -> None:
    models = {
        "tier": "encoder",
        "attribution": {"name": "attribution-encoder", "sha256": "0" * 64},
        "stance": {"name": "mine", "sha256": "1" * 64},
    }
    changed, own = methods_of({**sample.manifest, "models": models}, sample.tables).models
    assert (changed.figures, own.figures) == ((), ())
    assert changed.note == "Not the version that ships now: its accuracy is not known here."
    assert own.note == "Not a model that ships with framing: its accuracy is not known here."


def test_a_limit_that_is_lifted_is_not_named(sample: Result) -> None:
    limits = limits_of(sample.tables)
    assert any("Frames are words, not senses" in limit for limit in limits) == sample.frames["probability"].isna().all()
    lifted = {**sample.tables, "frames": sample.frames.assign(probability=0.5)}
    assert not any("Frames are words, not senses" in limit for limit in limits_of(lifted))


def test_set_aside_articles_are_counted_by_reason(sample: Result, report: Report) -> None:
    articles = sample.articles.copy()
    articles.loc[:2, ["status", "problem"]] = ["skipped", "not text: NUL bytes"]
    assert methods_of(sample.manifest, {**sample.tables, "articles": articles}).reasons == (("not text: NUL bytes", 3),)
