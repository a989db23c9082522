"""Turns figures into files whose bytes depend on nothing but the tables."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from framing.charts.drawing import Drawing, house_style

DPI = 150
MARKS: Mapping[str, Mapping[str, str | None]] = {
    "svg": {"Date": None, "Creator": "framing"},
    "png": {"Software": "framing"},
    "pdf": {"CreationDate": None, "Creator": "framing", "Producer": "framing"},
}


def encode(name: str, drawing: Drawing, formats: Sequence[str]) -> dict[str, bytes]:
    """The content of every file of a chart by file name, page after page."""
    files = {}
    for number, figure in enumerate(drawing.pages, start=1):
        stem = name if number == 1 else f"{name}-{number}"
        for kind in formats:
            words = {"Title": drawing.title, "Subject" if kind == "pdf" else "Description": drawing.description}
            content = io.BytesIO()
            with house_style():
                figure.savefig(content, format=kind, dpi=DPI, metadata={**MARKS[kind], **words})
            files[f"{stem}.{kind}"] = content.getvalue()
    return files


def write(out: Path, names: Sequence[str], formats: Sequence[str], files: Mapping[str, bytes]) -> None:
    """Put every file in its place in one step each, and remove those of an earlier run that no longer belong."""
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        waiting = out / f".{name}.{os.getpid()}.part"
        try:
            waiting.write_bytes(content)
            waiting.replace(out / name)
        finally:
            waiting.unlink(missing_ok=True)
    ours = re.compile(f"({'|'.join(map(re.escape, names))})(-[0-9]+)?\\.({'|'.join(formats)})")
    for path in sorted(out.iterdir()):
        if names and ours.fullmatch(path.name) and path.name not in files:
            path.unlink()
