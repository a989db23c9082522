"""How often the tests find a difference in real articles that were dealt out to the groups at random.

The articles, their events and what was counted in them are those of a result; only which group an article is of is left
to chance, so there is nothing to find. Every family is tested as ``framing.compare`` tests it: the same sums, the same
permutations, the same rule of too few articles, p adjusted over all measures.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

import framing
from framing.compare.describe import chance
from framing.compare.design import CORRECTIONS, Codes, Question, design_of
from framing.compare.measures import MEASURES
from framing.compare.multiplicity import adjusted
from framing.compare.permutation import p_values
from framing.compare.sums import Numbers, sums_of
from framing.comparisons import check_comparison_out, csv_bytes
from framing.draws import shuffled
from framing.errors import FramingError
from framing.replicate.plans import question_of
from framing.replicate.settings import settings_of
from framing.replicate.shares import share_of
from framing.results import MANIFEST, Result, load_results

Progress = Callable[[str], None]
BELOW, AT_ONCE = 0.05, 10
"""So many families deal out the articles of the same events, and share their permutations."""
TABLE = "false_positives.csv"


@dataclass(frozen=True, slots=True)
class Settings:
    """How many families of tests are made, of how many events each; the defaults are those of the experiment."""

    families: int = 2000
    events: tuple[int, ...] = (8, 24, 72)


def run_shuffled(
    results: Path, folder: Path, plan: Mapping[str, Any], seed: int, progress: Progress | None = None
) -> None:
    """Writes ``false_positives.csv`` and a manifest.

    Parameters
    ----------
    results : Path
        Whose articles are dealt out.
    folder : Path
        Where to write.
    plan : mapping
        comparison and settings, as in ``experiment.yaml``; the comparison names the column of events.
    seed : int
        Of all that is left to chance.
    progress : callable, optional
        Gets a line a number of events and way of permuting.

    Raises
    ------
    FramingError
        The comparison names no events, an unknown setting, more events than there are, or a folder with other things.
    """
    import pandas as pd

    check_comparison_out(folder)
    settings = settings_of(Settings, plan.get("settings", {}))
    question = question_of(plan["comparison"], seed)
    result = load_results(results)
    counted = counted_of(result, question)
    most = len(np.unique(counted.event_of))
    if max(settings.events) > most:
        raise FramingError(f"settings: events {max(settings.events)}: {results} has {most}")
    rows = []
    for n_events in settings.events:
        for within in (True, False):
            if progress:
                progress(f"{settings.families} families of {n_events} events, {WAYS[within]}")
            rng = chance(seed, str(n_events), WAYS[within])
            rows += list(_rates(counted, question, n_events, within, settings.families, rng))
    manifest = {
        "framing": framing.__version__,
        "study": {},
        "comparison": {"question": asdict(question), "settings": asdict(settings)},
        "inputs": result.manifest["inputs"],
        "lexicons": result.manifest["lexicons"],
        "models": result.manifest["models"],
        "numpy": np.__version__,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TABLE).write_bytes(csv_bytes(pd.DataFrame(rows)))
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


WAYS = {True: "within events", False: "over all articles"}


@dataclass(frozen=True, slots=True)
class Counted:
    """All sides of all measures side by side: ``top`` and ``bottom`` are articles x sides."""

    top: Numbers
    bottom: Numbers
    group_of: Codes
    event_of: Codes

    def of_events(self, events: Codes) -> Counted:
        """The articles of some events alone."""
        kept = np.isin(self.event_of, events)
        return Counted(self.top[kept], self.bottom[kept], self.group_of[kept], self.event_of[kept])


def counted_of(result: Result, question: Question) -> Counted:
    """What every measure that the result can answer counts in each article.

    Raises
    ------
    FramingError
        The question names no column of events, or as in ``compare``.
    """
    design = design_of(result.tables["articles"], question)
    if design.event_of is None:
        raise FramingError("comparison: events: name the column of events, such as {by: outlet, events: event}")
    order = [voice["id"] for voice in result.manifest["study"]["voices"]]
    known = [MEASURES[name] for name in question.measures or MEASURES if not MEASURES[name].lacking(result.tables)]
    sums = [sums_of(measure, result.tables, design.article_ids, order) for measure in known]
    tops, bottoms = [each.top for each in sums], [each.bottom for each in sums]
    return Counted(np.hstack(tops), np.hstack(bottoms), design.group_of, design.event_of)


def families(counted: Counted, dealt: Codes, question: Question, within: bool, rng: np.random.Generator) -> Numbers:
    """Dealings x tests: the p of every side in every group against the rest, missing where articles are too few."""
    blocks = counted.event_of if within else None
    seen = (counted.bottom > 0).astype(np.float64)
    found = []
    for group in np.unique(counted.group_of):
        masks = dealt == group
        p = p_values(counted.top, counted.bottom, masks, blocks, question.permutations, rng)
        fewest = np.minimum(masks @ seen, ~masks @ seen)
        found.append(np.where(fewest >= question.min_articles, p, np.nan))
    return np.hstack(found)


def dealt_out(counted: Counted, within: bool, times: int, rng: np.random.Generator) -> Codes:
    """Dealings x articles: groups left to chance; ``within`` keeps how many articles of each an event has."""
    return shuffled(counted.group_of, counted.event_of if within else None, times, rng).astype(np.intp)


def _rates(
    counted: Counted, question: Question, n_events: int, within: bool, n_families: int, rng: np.random.Generator
) -> Iterator[dict[str, Any]]:
    """A row a correction: in how many families any adjusted p is below .05."""
    everything = np.unique(counted.event_of)
    hits, n_tests = dict.fromkeys(CORRECTIONS, 0), 0
    for start in range(0, n_families, AT_ONCE):
        part = counted.of_events(rng.choice(everything, n_events, replace=False))
        dealt = dealt_out(part, within, min(AT_ONCE, n_families - start), rng)
        for p in families(part, dealt, question, within, rng):
            n_tests += int((~np.isnan(p)).sum())
            for method in CORRECTIONS:
                hits[method] += bool((adjusted(p, method) < BELOW).any())
    for method in CORRECTIONS:
        yield {
            "n_events": n_events,
            "permuted": WAYS[within],
            "correction": method,
            "mean_tests": n_tests / n_families,
            "n_families": n_families,
            **share_of(hits[method], n_families, "any_below_05"),
        }
