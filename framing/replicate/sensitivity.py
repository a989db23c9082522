"""Whether a conclusion survives another lexicon, another threshold, another rule of attribution.

The same comparison is made once a variant. A row of the table agrees with that of the first variant where the
difference has the same sign and the adjusted p falls on the same side of .05.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import framing
from framing.compare import compare
from framing.comparisons import check_comparison_out, csv_bytes
from framing.errors import FramingError
from framing.replicate.plans import Variant, question_of, variants_of
from framing.results import MANIFEST, Result, load_results

if TYPE_CHECKING:
    import pandas as pd

CHART, VARIANTS = "sensitivity", "variants.csv"
KEY = ["measure", "side", "group"]
CERTAIN = 0.05
COLUMNS = [
    "variant", *KEY, "n_articles", "estimate", "difference", "difference_low", "difference_high", "p", "p_adjusted",
    "same_sign", "same_verdict",
]  # fmt: skip


def run_sensitivity(
    results: Path, folder: Path, plan: Mapping[str, Any], seed: int, progress: Callable[[str], None] | None = None
) -> None:
    """Writes ``variants.csv``, ``agreement.csv``, a chart and a manifest.

    Parameters
    ----------
    results : Path
        The results to start from; a variant with other models analyses their articles again, as its paths have them.
    folder : Path
        Where to write.
    plan : mapping
        comparison and variants, as in ``experiment.yaml``.
    seed : int
        Of intervals and tests.
    progress : callable, optional
        Gets a line a variant.
    """
    check_comparison_out(folder)
    result, question = load_results(results), question_of(plan["comparison"], seed)
    tables = []
    for variant in variants_of(plan["variants"]):
        if progress:
            progress(f"variant: {variant.name}")
        read = result if variant.models is None else _analysed(result, variant.models)
        least = question.min_articles if variant.min_articles is None else variant.min_articles
        done = compare(changed(read, variant), question.by, replace(question, min_articles=least))
        tables.append(done.table.assign(variant=variant.name))
    found = verdicts(tables)
    manifest = {
        "framing": framing.__version__,
        "study": result.manifest["study"],
        "comparison": {"question": asdict(question), "variants": [dict(each) for each in plan["variants"]]},
        "inputs": result.manifest["inputs"],
        "lexicons": result.manifest["lexicons"],
        "models": result.manifest["models"],
    }
    folder.mkdir(parents=True, exist_ok=True)
    files = {VARIANTS: csv_bytes(found), "agreement.csv": csv_bytes(agreement(found))}
    files[MANIFEST] = (json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    for name, content in pictures(folder).items():
        (folder / name).write_bytes(content)


def changed(result: Result, variant: Variant) -> Result:
    """The result as the variant reads it.

    >>> import pandas as pd
    >>> said = pd.DataFrame({"voice": ["east"], "voices": ["east;west"], "lexicon_polarity": [0.1],
    ...                      "vader_compound": [0.4]})
    >>> found = pd.DataFrame({"weight": [1.0, 2.0], "present": [True, True]})
    >>> other = changed(Result({"sentences": said, "frames": found}, {}), Variant("b", "vader_compound", 2.0, "main"))
    >>> other.sentences[["voices", "lexicon_polarity"]].values.tolist(), other.frames["present"].tolist()
    ([['east', 0.4]], [False, True])
    """
    sentences, frames = result.tables["sentences"], result.tables["frames"]
    sentences = sentences.assign(lexicon_polarity=sentences[variant.tone])
    if variant.voices == "main":
        sentences = sentences.assign(voices=sentences["voice"])
    frames = frames.assign(present=frames["weight"] >= variant.frames_weight)
    return Result({**result.tables, "sentences": sentences, "frames": frames}, result.manifest)


def _analysed(result: Result, models: str) -> Result:
    """The articles of a result analysed again with another tier."""
    from framing.learn.choice import ModelChoice
    from framing.run import Execution, RunOptions, analyze_to

    paths = list(dict.fromkeys(str(path) for path in result.articles["path"].dropna()))
    missing = [path for path in paths if not Path(path).is_file()]
    if missing or not paths:
        raise FramingError(
            f"a variant analyses the articles again, but {missing[0] if missing else 'their paths'} are not here; "
            "run this in the folder the results were made in"
        )
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "again"
        options = RunOptions(str(result.manifest["study"]["id"]), models=ModelChoice(models))
        analyze_to(paths, out, options, execution=Execution(unfinished="fresh"))
        return load_results(out)


def verdicts(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """The rows of all variants, each beside what the first one says of the same measure, side and group."""
    import pandas as pd

    first = tables[0][[*KEY, "difference", "p_adjusted"]]
    first = first.rename(columns={"difference": "first_difference", "p_adjusted": "first_p"})
    rows = pd.concat(tables, ignore_index=True).merge(first, on=KEY, how="left")
    known = rows["difference"].notna() & rows["first_difference"].notna()
    sign = rows["difference"].astype("Float64") * rows["first_difference"].astype("Float64") >= 0
    verdict = (rows["p_adjusted"] < CERTAIN) == (rows["first_p"] < CERTAIN)
    rows["same_sign"] = sign.astype("boolean").mask(~known)
    rows["same_verdict"] = verdict.astype("boolean").mask(~known)
    return rows[COLUMNS]


def agreement(rows: pd.DataFrame) -> pd.DataFrame:
    """A row a variant and measure: of how many differences, in how many sign and verdict stay as in the first one."""
    known = rows[rows["same_sign"].notna()]
    counted = known.groupby(["variant", "measure"], sort=False).agg(
        n_compared=("same_sign", "size"), same_sign=("same_sign", "sum"), same_verdict=("same_verdict", "sum")
    )
    return counted.reset_index()


def pictures(folder: Path) -> dict[str, bytes]:
    """The charts of a finished run by their files, drawn from its tables alone."""
    import pandas as pd

    from framing.charts.compared import Look
    from framing.charts.drawing import house_style
    from framing.charts.sensitivity import draw_sensitivity
    from framing.charts.write import encode

    rows = pd.read_csv(folder / VARIANTS, keep_default_na=False, na_values=[""])
    study = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["study"]
    look = Look({**study["frames"], **{voice["id"]: voice["label"] for voice in study["voices"]}})
    with house_style():
        drawing = draw_sensitivity(rows, look)
    return encode(CHART, drawing, ("svg", "png"))
