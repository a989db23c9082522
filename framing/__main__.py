"""``python -m framing`` is ``framing``."""

from framing.cli.main import run

run()
