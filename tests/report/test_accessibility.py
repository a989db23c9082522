"""axe-core finds nothing wrong, in light and dark: on the whole page, and on the part that each view changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from framing.run import report_results
from tests.report.conftest import SAMPLE, Opened

AXE = Path(__file__).resolve().parent / "vendor" / "axe.min.js"
RUN = """async (part) => {
  const rules = { "color-contrast-enhanced": { enabled: false } };
  const found = await axe.run(part, { resultTypes: ["violations"], rules });
  const told = (node) => `${node.html} ${node.failureSummary}`;
  return found.violations.map((rule) => [rule.id, rule.nodes.slice(0, 3).map(told)]);
}"""
VIEWS = {
    "front": ("", "html"),
    "words": ("#at=voice-share&voice=pristina", "#chart-voice-share"),
    "article": ("#at=read&article=banjska_adriatic-wire&s=1", "#articles"),
    "filtered": ("#at=read&voice=belgrade&q=serb", "#articles"),
    "articles": ("#at=pair&kind=article&left=dinar_adriatic-wire&right=dinar_sava-courier", "#pair"),
    "outlets": ("#at=pair&kind=outlet&left=Adriatic%20Wire&right=Sava%20Courier", "#pair"),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_violation(opened: Opened, address: str, view: str, scheme: Any) -> None:
    opened.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    choice, part = VIEWS[view]
    opened.go(address + choice)
    assert opened.page.locator(part).is_visible()
    opened.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    opened.page.evaluate(AXE.read_text(encoding="utf-8"))
    assert opened.page.evaluate(RUN, part) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_in_a_comparison(opened: Opened, tmp_path: Path, scheme: Any) -> None:
    page = report_results(SAMPLE, tmp_path / "page.html", [SAMPLE.parent / "outlets" / "by-outlet"])
    opened.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    opened.go(page.as_uri())
    opened.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    opened.page.evaluate(AXE.read_text(encoding="utf-8"))
    for part in ("#summary", "#chart-compared-1"):
        assert opened.page.evaluate(RUN, part) == []


def test_no_violation_on_a_narrow_screen(opened: Opened, address: str) -> None:
    opened.page.set_viewport_size({"width": 360, "height": 800})
    opened.go(address + VIEWS["article"][0])
    opened.page.evaluate(AXE.read_text(encoding="utf-8"))
    assert opened.page.evaluate(RUN, "html") == []
