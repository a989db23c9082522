"""Puts data, style and script into a page so that no text of an article can become markup or run.

The policy of the page names the hashes of our own style and script; nothing else may run, and nothing is requested.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def json_block(value: Any) -> Markup:
    r"""A value as JSON that can stand between ``<script type="application/json">`` and its end.

    >>> print(json_block({"t": "</script>"}))
    {"t":"\u003c/script\u003e"}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.translate(ESCAPES))  # noqa: S704 (every sign of markup is escaped)


def policy(style: str, script: str, served: bool = False) -> str:
    """The content-security policy of a page with one style and one script of ours.

    Parameters
    ----------
    style, script : str
        What stands between the tags, to the letter.
    served : bool
        Whether the page may ask the server it came from for articles.
    """
    rules: Mapping[str, str] = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": _hash(script),
        **({"connect-src": "'self'"} if served else {}),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
