"""How well and how fast the models answer on human-labelled rows, beside simple baselines and published figures."""

from framing.validation.run import run_validation

__all__ = ["run_validation"]
