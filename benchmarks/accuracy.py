"""Every figure of accuracy that was asked for, beside what was measured and what the simplest methods reach.

    python -m benchmarks.accuracy --data ../shared/data   # runs the experiment validation first, some minutes
    python -m benchmarks.accuracy                         # reads results/validation as it is

Writes ``results/validation/asked.csv`` and prints it. All figures are percent; of a calibration error at most so much
is asked, of all else at least; of tone ten points more than VADER has.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from benchmarks.machine import ROOT
from framing.atomic import write_atomically
from framing.experiments import run_experiment

ASKED = Path(__file__).parent / "asked.csv"
RESULTS = ROOT / "results" / "validation"
KEY = ["task", "data", "measure", "model"]
SIMPLE = {"majority": "majority", "vader": "VADER", "textblob": "TextBlob"}
CALIBRATION = "calibration error"
DECIMALS = 2


def main() -> None:
    """Measures if data are named, then writes and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, help="folder of labelled rows; without it nothing is measured anew")
    data = parser.parse_args().data
    if data:
        run_experiment("validation", data=data)
    table = against(pd.read_csv(ASKED), measured(RESULTS))
    write_atomically(RESULTS / "asked.csv", table.to_csv(index=False, lineterminator="\n").encode())
    print(table.to_string(index=False, na_rep=""))


def measured(folder: Path) -> pd.DataFrame:
    """The figures of a validation: a row a task, data set, measure and model, with estimate and interval in percent.

    ``by_chance`` is the calibration error of a model without fault on as many answers.
    """
    figures = [pd.read_csv(folder / name) for name in ("figures.csv", "labels.csv")]
    bins = pd.read_csv(folder / "calibration.csv")
    whole = bins[(bins["bin_low"] == 0) & (bins["bin_high"] == 1)].assign(measure=CALIBRATION)
    numbers = ["estimate", "ci_low", "ci_high", "by_chance"]
    whole = whole.rename(columns={"error": "estimate"})
    whole[numbers] *= 100
    return pd.concat([*figures, whole])[KEY + numbers]


def against(asked: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """What was asked with what was found, the simple methods on the same rows, and whether it is met."""
    table = asked.merge(found, on=KEY, how="left", validate="one_to_one")
    place = ["task", "data", "measure"]
    for column, model in SIMPLE.items():
        simple = found[found["model"] == model].rename(columns={"estimate": column})
        table = table.merge(simple[[*place, column]], on=place, how="left", validate="many_to_one")
    at_most = table["measure"] == CALIBRATION
    met = (table["estimate"] >= table["asked"]).where(~at_most, table["estimate"] <= table["asked"])
    return table.assign(met=met.map({True: "yes", False: "no"})).round(DECIMALS)


if __name__ == "__main__":
    main()
