"""Runs published experiments again, and says exactly what came out otherwise."""

from framing.replicate.runs import run_comparisons, run_plan

__all__ = ["run_comparisons", "run_plan"]
