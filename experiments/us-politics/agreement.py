"""Sets the bias spans that human annotators marked beside our measures of the same articles, as rank correlations.

Reads the articles with their spans, and text-free results; writes counts and correlations only. A span counts for a
party where its target is one of the names of the party's entities in the study.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from framing.compare.measures import MEASURES
from framing.compare.sums import ratio, sums_of
from framing.results import load_results
from framing.study import load_study

STUDY = Path(__file__).resolve().parent / "study"
SIGNS = {"pos": 1, "neg": -1}
RESAMPLES, SEED = 2000, 20080217


def spans_by_side(path: Path) -> pd.DataFrame:
    """article_id, outlet, event, side, human (positive less negative spans), n_spans."""
    study = load_study(STUDY)
    sides = {
        name.casefold(): entity.perspective
        for entity in study.entities.values()
        for name in entity.names
        if entity.perspective in study.perspectives
    }
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for span in article["spans"]:
            side = sides.get(span["target"].replace("_", " ").strip().casefold())
            if side and span["polarity"] in SIGNS:
                rows.append((article["id"], article["outlet"], article["event"], side, SIGNS[span["polarity"]]))
    found = pd.DataFrame(rows, columns=["article_id", "outlet", "event", "side", "sign"])
    key = ["article_id", "outlet", "event", "side"]
    return found.groupby(key)["sign"].agg(human="sum", n_spans="size").reset_index()


def measured(results: Path) -> pd.DataFrame:
    """article_id, side, measure, top, bottom: what our tables say of each party in each article."""
    tables = dict(load_results(results).tables)
    stances = tables["stances"]
    toward = stances[stances["target_kind"] == "perspective"]
    articles = tables["articles"]["article_id"].astype(str).tolist()
    parts = [_mean("tone of words about the side", toward, "polarity")]
    parts.append(_mean("tone of words about the side, narrator", toward[toward["holder"] == "narrator"], "polarity"))
    for name in ("portrayal", "portrayal-own"):
        if MEASURES[name].lacking(tables) is None:
            sums = sums_of(MEASURES[name], tables, articles)
            for place, side in enumerate(sums.sides):
                parts.append(
                    pd.DataFrame(
                        {"article_id": articles, "side": side, "measure": name, "top": sums.top[:, place],
                         "bottom": sums.bottom[:, place]}
                    )
                )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _mean(measure: str, rows: pd.DataFrame, column: str) -> pd.DataFrame:
    known = rows[rows[column].notna()]
    found = known.groupby(["article_id", "target"])[column].agg(top="sum", bottom="size").reset_index()
    return found.rename(columns={"target": "side"}).assign(measure=measure)


def correlations(human: pd.DataFrame, ours: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Spearman's rho over articles and parties, its interval from redrawn events, and over outlets and parties."""
    rng = np.random.default_rng(SEED)
    for measure, part in ours.groupby("measure", sort=True):
        both = human.merge(part[part["bottom"] > 0], on=["article_id", "side"])
        both = both.assign(ours=ratio(both["top"], both["bottom"]), per_span=both["human"] / both["n_spans"])
        drawn = list(_redrawn(both, rng))
        low, high = np.nanquantile(drawn, [0.025, 0.975])
        groups = both.groupby(["outlet", "side"])[["top", "bottom", "human", "n_spans"]].sum()
        rho = spearmanr(groups["human"] / groups["n_spans"], groups["top"] / groups["bottom"]).statistic
        yield {
            "measure": measure,
            "n_articles_and_sides": len(both),
            "rho": spearmanr(both["per_span"], both["ours"]).statistic,
            "low": low,
            "high": high,
            "rho_of_outlets_and_sides": rho,
            "n_outlets_and_sides": len(groups),
        }


def _redrawn(both: pd.DataFrame, rng: np.random.Generator) -> Iterator[float]:
    places = [np.flatnonzero(both["event"] == event) for event in both["event"].drop_duplicates()]
    values = both[["per_span", "ours"]].to_numpy(dtype=np.float64)
    for _ in range(RESAMPLES):
        rows = np.concatenate([places[place] for place in rng.integers(0, len(places), len(places))])
        yield float(spearmanr(values[rows, 0], values[rows, 1]).statistic)


def main() -> None:
    """Writes agreement.csv and bias-spans.csv into us-politics-agreement, beside the results."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--data", type=Path, required=True)
    reader.add_argument("--results", type=Path, required=True)
    given = reader.parse_args()
    human = spans_by_side(given.data / "comparison" / "articles.jsonl")
    table = pd.DataFrame(list(correlations(human, measured(given.results))))
    by_outlet = human.groupby(["outlet", "side"])[["human", "n_spans"]].sum().reset_index()
    out = given.results.parent / "us-politics-agreement"
    out.mkdir(exist_ok=True)
    for name, rows in (("agreement", table), ("bias-spans", by_outlet)):
        rows.round(6).to_csv(out / f"{name}.csv", index=False, lineterminator="\n")
        print(rows.round(3).to_string(index=False))


if __name__ == "__main__":
    main()
