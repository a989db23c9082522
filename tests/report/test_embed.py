"""Texts stand in the page as data, and only our own script may run."""

from __future__ import annotations

import base64
import hashlib
import json

from framing.report.embed import json_block, policy

HOSTILE = "</script><script>alert(1)</script><!-- & \u2028\u2029 ]]> \x00 \u202e"


def test_no_sign_of_markup_is_left_and_the_value_comes_back() -> None:
    block = str(json_block({HOSTILE: [HOSTILE, 1.5, None]}))
    assert not set(block) & set("<>&\u2028\u2029")
    assert json.loads(block) == {HOSTILE: [HOSTILE, 1.5, None]}


def test_the_policy_allows_one_script_and_one_style() -> None:
    digest = base64.b64encode(hashlib.sha256(b"run()").digest()).decode()
    found = policy("p{}", "run()")
    assert f"script-src 'sha256-{digest}';" in found
    assert found.startswith("default-src 'none'; style-src 'sha256-")
    assert "connect-src" not in found
    assert "unsafe" not in found


def test_a_served_page_may_ask_its_own_server_alone() -> None:
    assert "; connect-src 'self'; " in policy("", "", served=True)
