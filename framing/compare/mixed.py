"""Mixed models on request: the group as a fixed effect, article and event or outlet as random ones.

Linear mixed models by REML (statsmodels; Pinheiro and Bates 2000). They use every observation, so that long articles
do not count more than the variance between articles allows. For shares they are linear probability models. An optional
dependency: pip install 'framing[mixed]'.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.compare.corpora import joined
from framing.compare.design import SIDE, Design, Question, design_of
from framing.compare.measures import MEASURES, Measure, Observed, Tables
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.results import Result

COLUMNS = (
    "measure", "side", "group", "reference", "n_articles", "n_sentences", "difference", "difference_low",
    "difference_high", "p", "sd_article", "sd_residual", "note",
)  # fmt: skip
FEWEST = 30
Labels = Mapping[str, Any]


def mixed_models(
    results: Result | Mapping[str, Result], by: str = "outlet", question: Question | None = None
) -> pd.DataFrame:
    """A linear mixed model a measure and side: value ~ group, with random intercepts of events and articles.

    Parameters
    ----------
    results, by, question
        As in ``compare``; read are the measures of kind ``mean``, the reference (by default the first group), and
        ``events``, whose random intercept articles are nested in; without events articles alone are random.

    Returns
    -------
    DataFrame
        A row a measure, side and group but the reference, with the columns ``COLUMNS``: Wald intervals and p, and the
        standard deviations between articles and of the rest. ``note`` says where a model was not fitted.

    Raises
    ------
    FramingError
        statsmodels is not installed, sides are compared, or as in ``compare``.
    """
    try:
        import statsmodels.formula.api  # noqa: F401
    except ImportError as error:
        raise FramingError("mixed models need statsmodels; pip install 'framing[mixed]'") from error
    chosen = Question(**{**asdict(question or Question()), "by": by})
    chosen.check()
    if by == SIDE:
        raise FramingError("mixed models compare groups of articles; leave --by side out")
    corpus = joined(results)
    design = design_of(corpus.tables["articles"], chosen)
    rows: list[dict[str, Any]] = []
    for name in chosen.measures or MEASURES:
        measure = MEASURES[name]
        if measure.kind == "mean" and measure.lacking(corpus.tables) is None:
            rows += _models(measure, corpus.tables, design, chosen)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _models(measure: Measure, tables: Tables, design: Design, question: Question) -> list[dict[str, Any]]:
    observed: Observed = measure.observe(tables)
    place = {article: row for row, article in enumerate(design.article_ids)}
    known = observed.rows[observed.rows["article_id"].isin(place)]
    row = known["article_id"].map(place).to_numpy(dtype=np.intp)
    groups = np.array(design.groups, dtype=object)[design.group_of[row]]
    events = row if design.event_of is None else design.event_of[row]
    data = pd.DataFrame(
        {
            "value": known["value"].to_numpy(dtype=np.float64),
            "side": known["side"].astype(str).to_numpy(),
            "group_name": groups,
            "article": row,
            "event": events,
        }
    )
    found = []
    for side, part in data.groupby("side", sort=True):
        found += _model(part, question, {"measure": measure.name, "side": str(side)}, design)
    return found


def _model(part: pd.DataFrame, question: Question, labels: Labels, design: Design) -> list[dict[str, Any]]:
    """The model of one side: a row a group, or why there is none."""
    from statsmodels.formula.api import mixedlm

    reference = question.reference or design.groups[0]
    others = [group for group in design.groups if group != reference]
    sizes = part.groupby("group_name")["article"].nunique()
    few = [group for group in design.groups if sizes.get(group, 0) < question.min_articles]
    if few or len(part) < FEWEST:
        reason = f"too few articles: {', '.join(few)}" if few else f"too few observations: {len(part)}"
        return [{**labels, "group": group, "note": reason} for group in others]
    formula = f"value ~ C(group_name, Treatment(reference={reference!r}))"
    nested = {"vc_formula": {"article": "0 + C(article)"}} if design.event_of is not None else {}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            fit = mixedlm(formula, part, groups=part["event"], **nested).fit(reml=True)
        except (np.linalg.LinAlgError, ValueError) as wrong:
            return [{**labels, "group": group, "note": f"not fitted: {wrong}"} for group in others]
    note = "; ".join(sorted({str(each.message).split(";")[0] for each in caught})) or None
    facts = {**labels, "reference": reference, "note": note, **_spreads(fit, bool(nested))}
    counts = part["group_name"].value_counts()
    return [
        {**facts, **_effect(fit, reference, group, question.level), "n_articles": int(sizes[group]),
         "n_sentences": int(counts[group])}
        for group in others
    ]  # fmt: skip


def _spreads(fit: Any, nested: bool) -> dict[str, float]:
    between = float(fit.vcomp[0]) if nested else float(fit.cov_re.iloc[0, 0])
    return {"sd_article": max(between, 0.0) ** 0.5, "sd_residual": float(fit.scale) ** 0.5}


def _effect(fit: Any, reference: str, group: str, level: float) -> dict[str, Any]:
    """The group's coefficient with its Wald interval."""
    from scipy.stats import norm

    name = f"C(group_name, Treatment(reference={reference!r}))[T.{group}]"
    gap, reach = float(fit.params[name]), float(norm.ppf((1 + level) / 2)) * float(fit.bse[name])
    return {
        "group": group,
        "difference": gap,
        "difference_low": gap - reach,
        "difference_high": gap + reach,
        "p": float(fit.pvalues[name]),
    }
