"""``python -m framing`` is ``framing``."""

from framing.cli.main import main

main()
