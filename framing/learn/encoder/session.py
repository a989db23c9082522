"""Graphs opened with onnxruntime: one thread, no files but the graph itself, and errors a user can act on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from framing.errors import FramingError


def check_installed() -> None:
    """Whether what the encoder needs is here.

    Raises
    ------
    FramingError
        It is not.
    """
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise FramingError(
            "the encoder needs onnxruntime and tokenizers; install them (pip install onnxruntime tokenizers), or ask "
            "for --models linear"
        ) from error
    del onnxruntime, tokenizers


def open_session(path: Path) -> Any:
    """The session of a graph.

    The graph is handed over as bytes, so weights that it would look for in other files are refused.

    Raises
    ------
    FramingError
        onnxruntime is not installed, or cannot run the file.
    """
    check_installed()
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's errors have no common base
        raise FramingError(
            f"{path}: not an encoder that onnxruntime can run: {' '.join(str(error).split())[:200]}"
        ) from error
