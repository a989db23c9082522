"""The table of what was asked: each figure beside the right one, met or not."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from benchmarks.accuracy import ASKED, KEY, RESULTS, against, measured
from framing.learn.store import find_model, read_card

FIGURES = "task,data,measure,model,estimate,ci_low,ci_high,n_rows\n"


def test_figures_are_set_against_what_was_asked(tmp_path: Path) -> None:
    rows = ["tone,d,F1,encoder tier,70,60,80,9", "tone,d,F1,VADER,50,,,9", "tone,d,F1,majority,20,,,9"]
    (tmp_path / "figures.csv").write_text(FIGURES + "\n".join(rows) + "\n")
    (tmp_path / "labels.csv").write_text(FIGURES)
    (tmp_path / "calibration.csv").write_text(
        "task,data,model,bin_low,bin_high,n_rows,error,ci_low,ci_high,by_chance\n"
        "tone,d,encoder tier,0.0,1.0,9,0.06,0.01,0.1,0.04\n"
        "tone,d,encoder tier,0.0,0.1,1,0.5,,,\n"
    )
    asked = pd.DataFrame(
        [
            ("tone", "d", "F1", "encoder tier", 70),
            ("tone", "d", "F1", "linear tier", 10),
            ("tone", "d", "calibration error", "encoder tier", 5),
        ],
        columns=[*KEY, "asked"],
    )
    table = against(asked, measured(tmp_path))
    assert table["met"].tolist() == ["yes", "no", "no"], "what is not there is not met; an error is asked to be small"
    assert table["estimate"].fillna(-1).tolist() == [70, -1, 6]
    assert table["by_chance"].fillna(-1).tolist() == [-1, -1, 4]
    assert table.loc[0, ["majority", "vader"]].tolist() == [20, 50]


def test_everything_asked_is_measured() -> None:
    table = against(pd.read_csv(ASKED), measured(RESULTS))
    assert table["estimate"].notna().all()
    pd.testing.assert_frame_equal(table, pd.read_csv(RESULTS / "asked.csv"), check_dtype=False)


def test_cards_carry_the_figures_of_the_validation() -> None:
    found = measured(RESULTS)
    for task, measure, data in (("attribution", "mean F1", "dev_rows"), ("target-sentiment", "macro-F1", "dev_mt")):
        for tier in ("encoder", "linear"):
            here = (found["task"] == task) & (found["measure"] == measure) & (found["data"] == data)
            [row] = found[here & (found["model"] == f"{tier} tier")].to_dict("records")
            card = read_card(find_model(f"{task}-{tier}"))
            figure = card.figures[measure.lower().replace("-", "_").replace(" ", "_")][data]
            for name in ("estimate", "ci_low", "ci_high"):
                assert abs(100 * getattr(figure, name) - row[name]) < 0.01
