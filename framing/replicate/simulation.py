"""Whether intervals cover, tests err no more often than they say, and how many articles it takes to see a difference.

All of it runs the code of ``framing.compare`` itself, on corpora whose truth is known (``framing.replicate.made_up``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

import framing
from framing.compare.design import CORRECTIONS
from framing.compare.intervals import Mask, Redraw, difference_degrees, interval
from framing.compare.multiplicity import adjusted
from framing.compare.permutation import p_values
from framing.compare.sums import Numbers, ratio
from framing.comparisons import check_comparison_out, csv_bytes
from framing.replicate.made_up import Corpora, divided
from framing.replicate.settings import settings_of
from framing.replicate.shares import share_of
from framing.results import MANIFEST

Progress = Callable[[str], None]
LEVEL, BELOW = 0.95, 0.05
N_GROUPS, N_VOICES = 3, 6
AT_ONCE = 1000
"""Families tested in one go: more take more memory, and no less time."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How much is simulated; the defaults are those of the published experiment."""

    coverage_corpora: int = 1000
    resamples: int = 1000
    families: int = 1000
    power_corpora: int = 300
    permutations: int = 1999
    articles: tuple[int, ...] = (10, 20, 40, 80)
    power_articles: tuple[int, ...] = (5, 10, 20, 40, 80, 160)


def run_simulation(
    folder: Path, seed: int, settings: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> None:
    """Writes ``coverage.csv``, ``false_positives.csv``, ``power.csv``, their charts and a manifest into a folder.

    Raises
    ------
    FramingError
        An unknown setting, or a folder with other things.
    """
    import pandas as pd

    chosen = settings_of(Settings, settings or {})
    check_comparison_out(folder)
    say = progress or (lambda _: None)
    rng = np.random.default_rng(seed)
    parts = {}
    for name, rows in (("coverage", coverage), ("false_positives", false_positives), ("power", power)):
        say(f"simulating: {name.replace('_', ' ')}")
        parts[name] = pd.DataFrame(list(rows(chosen, rng)))
    files = {f"{name}.csv": csv_bytes(table) for name, table in parts.items()}
    manifest = {
        "framing": framing.__version__,
        "study": {},
        "comparison": {"settings": asdict(chosen), "seed": seed},
        "numpy": np.__version__,
    }
    files[MANIFEST] = (json.dumps(manifest, indent=1, sort_keys=True) + "\n").encode()
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    for name, content in pictures(folder).items():
        (folder / name).write_bytes(content)


def coverage(settings: Settings, rng: np.random.Generator) -> Iterator[dict[str, Any]]:
    """How often 95 % intervals hold the truth: of a share, a mean and a difference; articles against sentences."""
    for quantity, corpora in (("share", Corpora("share")), ("mean", Corpora("mean", level=-0.1))):
        for n in settings.articles:
            top, bottom = corpora.draw(n, settings.coverage_corpora, rng)
            estimate = ratio(top.sum(axis=0), bottom.sum(axis=0))
            drawn = Redraw(rng, settings.resamples).draw(top, bottom, [np.ones(n, dtype=bool)])[0]
            ends = interval(drawn.values(estimate), drawn.units - 1, LEVEL)
            yield _covered(quantity, n, "articles", ends, corpora.level)
            yield _covered(quantity, n, "sentences", _by_sentences(corpora, top, bottom, settings, rng), corpora.level)
    for events in (False, True):
        for n in settings.articles:
            ends = _difference(n, events, settings, rng)
            what = "events" if events else "articles"
            yield _covered("difference within events" if events else "difference of shares", n, what, ends, 0.1)


def _by_sentences(
    corpora: Corpora, top: Numbers, bottom: Numbers, settings: Settings, rng: np.random.Generator
) -> Numbers:
    """Percentile intervals as if every sentence were drawn by itself."""
    n, mean = bottom.sum(axis=0), ratio(top.sum(axis=0), bottom.sum(axis=0))
    shape = (settings.resamples, len(n))
    if corpora.kind == "share":
        draws = rng.binomial(n.astype(int), mean, shape) / n
    else:
        draws = mean + rng.normal(0, 1, shape) * corpora.spread / np.sqrt(n)
    return np.asarray(np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0))


def _difference(n: int, events: bool, settings: Settings, rng: np.random.Generator) -> Numbers:
    """Intervals of a difference of 10 points between two outlets; with events, both tell n events that differ."""
    shift = np.repeat([[0.1], [0.0]], n, axis=0)
    if events:
        shift = shift + np.tile(rng.uniform(-0.15, 0.15, (n, settings.coverage_corpora)), (2, 1))
    top, bottom = Corpora("share").draw(2 * n, settings.coverage_corpora, rng, shift)
    first = np.arange(2 * n) < n
    event_of = np.tile(np.arange(n), 2) if events else None
    one, two = Redraw(rng, settings.resamples, event_of).draw(top, bottom, [first, ~first])
    values = [
        drawn.values(ratio(top[mask].sum(axis=0), bottom[mask].sum(axis=0)))
        for drawn, mask in ((one, first), (two, ~first))
    ]
    return interval(values[0] - values[1], difference_degrees(one, two, events), LEVEL)


def _covered(quantity: str, n: int, redrawn: str, ends: Numbers, truth: float) -> dict[str, Any]:
    hits = (ends[0] <= truth) & (truth <= ends[1])
    return {
        "quantity": quantity,
        "n_articles": n,
        "redrawn": redrawn,
        "n_corpora": hits.size,
        **share_of(int(hits.sum()), hits.size, "coverage"),
        "mean_width": float(np.nanmean(ends[1] - ends[0])),
    }


def false_positives(settings: Settings, rng: np.random.Generator) -> Iterator[dict[str, Any]]:
    """How many families of tests show any adjusted p below .05 where three outlets do not differ at all."""
    for n in (10, 40):
        for events in (False, True):
            hits = dict.fromkeys(CORRECTIONS, 0)
            for start in range(0, settings.families, AT_ONCE):
                for family in _families(n, min(AT_ONCE, settings.families - start), events, settings, rng):
                    for method in CORRECTIONS:
                        hits[method] += bool((adjusted(family, method) < BELOW).any())
            for method in CORRECTIONS:
                yield {
                    "n_articles": n,
                    "permuted": "within events" if events else "over all articles",
                    "correction": method,
                    "n_tests": N_GROUPS * N_VOICES,
                    "n_families": settings.families,
                    **share_of(hits[method], settings.families, "any_below_05"),
                }


def _families(n: int, n_families: int, events: bool, settings: Settings, rng: np.random.Generator) -> Numbers:
    """Families x tests: the p of every voice in each of three outlets, of n articles each, against the rest."""
    top, bottom = divided(N_GROUPS * n, n_families, N_VOICES, rng)
    group = np.tile(np.arange(N_GROUPS), n)
    blocks = np.repeat(np.arange(n), N_GROUPS) if events else None
    found = [_p(top, bottom, group == place, blocks, settings, rng) for place in range(N_GROUPS)]
    return np.stack(found).reshape(N_GROUPS, n_families, N_VOICES).transpose(1, 0, 2).reshape(n_families, -1)


def _p(
    top: Numbers, bottom: Numbers, chosen: Mask, blocks: Any, settings: Settings, rng: np.random.Generator
) -> Numbers:
    return p_values(top, bottom, chosen, blocks, settings.permutations, rng)


def power(settings: Settings, rng: np.random.Generator) -> Iterator[dict[str, Any]]:
    """How often a planted difference is found, by a test alone and among 20 tests (p below .05 / 20)."""
    tone = Corpora("mean", 0.0, 0.1, 0.4, (3, 12))
    plans = (("share", Corpora("share"), (0.05, 0.1, 0.15)), ("mean", tone, (0.05, 0.1, 0.2)))
    for quantity, corpora, differences in plans:
        for difference in differences:
            for n in settings.power_articles:
                shift = np.repeat([[difference], [0.0]], n, axis=0)
                top, bottom = corpora.draw(2 * n, settings.power_corpora, rng, shift)
                p = _p(top, bottom, np.arange(2 * n) < n, None, settings, rng)
                for tests, below in ((1, 0.05), (20, 0.05 / 20)):
                    yield {
                        "quantity": quantity,
                        "difference": difference,
                        "n_articles": n,
                        "n_tests": tests,
                        "n_corpora": settings.power_corpora,
                        **share_of(int((p < below).sum()), settings.power_corpora, "power"),
                    }


def pictures(folder: Path) -> dict[str, bytes]:
    """The charts of a finished run by their files, drawn from its tables alone."""
    import pandas as pd

    from framing.charts.drawing import house_style
    from framing.charts.simulation import draw_coverage, draw_power
    from framing.charts.write import encode

    files: dict[str, bytes] = {}
    for name, draw in (("coverage", draw_coverage), ("power", draw_power)):
        with house_style():
            drawing = draw(pd.read_csv(folder / f"{name}.csv"))
        files |= encode(name, drawing, ("svg", "png"))
    return files
