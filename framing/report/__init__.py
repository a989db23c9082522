"""One page of a result: what was found in words, charts that lead to the sentences behind them, and the articles."""

from framing.report.build import Report, build_report
from framing.report.compared import Contrasts

__all__ = ["Contrasts", "Report", "build_report"]
