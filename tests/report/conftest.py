"""The report of the committed sample, and a browser to open it in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import framing
from framing.report import Report, build_report
from framing.results import Result
from framing.run import palette_of

SAMPLE = Path(__file__).resolve().parent.parent.parent / "results" / "kosovo-sample"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60_000
PAUSE = 100


@dataclass
class Opened:
    """A page in the browser, with what it said on its console and what it asked for."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        """Opens an address and waits until the page is ready."""
        self.page.goto("about:blank")
        self.page.goto(address)
        self.page.wait_for_selector("html[data-ready]")

    def until(self, script: str, value: Any = None) -> None:
        """Waits until a script is true; the page's policy forbids the polling that playwright brings."""
        for _ in range(PATIENCE // PAUSE):
            if self.page.evaluate(script, value):
                return
            self.page.wait_for_timeout(PAUSE)
        raise AssertionError(f"never true: {script}")

    def words(self) -> str:
        """What the panel below the charts says of itself, once it is open."""
        self.page.wait_for_selector("#words:not([hidden]) .status")
        return str(self.page.inner_text("#words .status"))


@pytest.fixture(scope="session")
def sample() -> Result:
    return framing.load_results(SAMPLE)


@pytest.fixture(scope="session")
def report(sample: Result) -> Report:
    return build_report(sample.tables, sample.manifest, palette_of(sample.manifest))


@pytest.fixture(scope="session")
def address(report: Report, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample's report on disk."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report.page(), encoding="utf-8", newline="\n")
    return path.as_uri()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's chromium; without it the tests are skipped."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the Python package playwright")
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("needs a browser: apt-get install chromium")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=found, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any) -> Iterator[Opened]:
    """A fresh page whose every message, error and request is kept."""
    context = browser.new_context(viewport={"width": 1100, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    found = Opened(page)
    page.on("console", lambda message: found.complaints.append(message.text))
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (found.complaints.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: found.requests.append(request.url))
    yield found
    context.close()
