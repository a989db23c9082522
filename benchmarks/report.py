"""How long the report takes in a browser: first paint, a bar to its sentences, and results of 2,000 articles.

The sample's articles are taken again and again under other ids (``tests/report/enlarged.py``). Times are the browser's:
first paint and readiness from the start of the navigation, a bar from the click to the frame that shows its sentences.
Beside what a clock says stands the time the page's main thread worked, which other programs change little.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import framing  # noqa: E402
from framing.report import Report, build_report  # noqa: E402
from framing.report.serve import ReportServer  # noqa: E402
from framing.run import palette_of  # noqa: E402
from tests.report.conftest import FLAGS  # noqa: E402
from tests.report.enlarged import enlarged  # noqa: E402

SAMPLE = ROOT / "results" / "kosovo-sample"
PAINT = """() => performance.getEntriesByName("first-contentful-paint")[0].startTime"""
READY = """async () => {
  while (!document.documentElement.dataset.ready) await new Promise((done) => setTimeout(done, 5));
  return performance.now();
}"""
CHOOSE = """async (mark) => {
  const panel = document.getElementById("words");
  panel.hidden = true;
  const shown = new Promise((done) => {
    new MutationObserver((_, observer) => { if (!panel.hidden) { observer.disconnect(); done(); } })
      .observe(panel, { attributes: true });
  });
  const start = performance.now();
  mark.click();
  await shown;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  return performance.now() - start;
}"""


def report_of(n_articles: int) -> Report:
    """A report of so many articles."""
    sample = framing.load_results(SAMPLE)
    return build_report(enlarged(sample.tables, n_articles), sample.manifest, palette_of(sample.manifest))


@contextmanager
def opened() -> Iterator[Any]:
    """A browser window."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium")
    if found is None:
        raise SystemExit("needs a browser: apt-get install chromium")
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


def measured(browser: Any, address: str, turns: int) -> dict[str, float]:
    """The best of some turns, in milliseconds: what the machine needs when it is not held up."""
    found: dict[str, list[float]] = {}
    for _ in range(turns):
        page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        page.set_default_timeout(600_000)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(address)
        ready = page.evaluate(READY)
        times = {"first paint": page.evaluate(PAINT), "ready": ready, "page worked": _worked(session)}
        page.click("#chart-tone a.mark >> nth=0")
        page.wait_for_selector("#words:not([hidden]) .status")
        marks = page.query_selector_all("#chart-voice-share a.mark")
        before = _worked(session)
        times["bar to sentences"] = min(mark.evaluate(CHOOSE) for mark in marks)
        times["page worked, a bar"] = (_worked(session) - before) / len(marks)
        for name, value in times.items():
            found.setdefault(name, []).append(value)
        page.close()
    return {name: min(values) for name, values in found.items()}


def _worked(session: Any) -> float:
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(metrics["TaskDuration"])


def shown(title: str, size: float, seconds: float, times: dict[str, float]) -> None:
    """A line of the table."""
    cells = " | ".join(f"{value:,.0f}" for value in times.values())
    print(f"| {title} | {size:.1f} | {seconds:.1f} | {cells} |", flush=True)


def main() -> None:
    """Prints a table: 50 articles in a file, then large results in a file and served."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--articles", type=int, nargs="*", default=[50, 2000])
    reader.add_argument("--turns", type=int, default=3)
    given = reader.parse_args()
    print("| report | MB | s to make | first paint, ms | ready | page worked | bar to sentences | page worked, a bar |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with opened() as browser, tempfile.TemporaryDirectory() as place:
        for n_articles in given.articles:
            report = report_of(n_articles)
            started = time.process_time()
            page = report.page()
            seconds = time.process_time() - started
            path = Path(place) / f"{n_articles}.html"
            path.write_text(page, encoding="utf-8", newline="\n")
            size = path.stat().st_size / 1e6
            shown(f"{n_articles} articles, a file", size, seconds, measured(browser, path.as_uri(), given.turns))
            with ReportServer(report) as server:
                threading.Thread(target=server.serve_forever, daemon=True).start()
                size = len(report.page(served=True).encode()) / 1e6
                times = measured(browser, server.address, given.turns)
                server.shutdown()
            shown(f"{n_articles} articles, served", size, seconds, times)


if __name__ == "__main__":
    main()
