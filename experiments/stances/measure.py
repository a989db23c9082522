"""Measures the table of stances on coded texts, both tiers, beside the lexicons alone.

python experiments/stances/measure.py [FILE ...]   # tests/coded/sample.jsonl by default
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from framing.learn.choice import ModelChoice
from framing.learn.models import Models
from framing.pipeline import Analyzer
from framing.study import load_study
from framing.validation.stances import stance_figures

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "coded" / "sample.jsonl"


def main() -> None:
    """Prints a Markdown table a file."""
    study = load_study("kosovo")
    for path in [Path(name) for name in sys.argv[1:]] or [SAMPLE]:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        print(f"\n{path.name}: {len(rows)} texts\n\n| model | what | precision | recall | F1 | 95 % | coded |")
        print("| --- | --- | ---: | ---: | ---: | --- | ---: |")
        for tier in ("encoder", "linear"):
            for name in (f"{tier} tier", f"lexicons alone, voices of the {tier} tier"):
                analyzer = Analyzer(study, Models(study.lexicons, ModelChoice(tier)))
                if name.startswith("lexicons"):
                    analyzer.weigh_stances_by(None)
                figures = stance_figures(rows, analyzer)
                for row in figures.rows(figures.intervals()):
                    ends = "" if row["ci_low"] is None else f"{row['ci_low']:.1f} to {row['ci_high']:.1f}"
                    cells = (f"{row[key]:.1f}" for key in ("precision", "recall", "f1"))
                    print(f"| {name} | {row['what']} | {' | '.join(cells)} | {ends} | {row['gold']} |")


if __name__ == "__main__":
    main()
