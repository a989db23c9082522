"""The sample's report in a real browser, opened from disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from framing.report import Report, build_report
from framing.results import Result
from framing.run import report_results
from tests.report.conftest import SAMPLE, Opened
from tests.report.enlarged import enlarged

CHOOSE = """async (mark) => {
  const panel = document.getElementById("words");
  panel.hidden = true;
  const shown = new Promise((done) => {
    new MutationObserver((_, observer) => {
      if (!panel.hidden) { observer.disconnect(); done(); }
    }).observe(panel, { attributes: true });
  });
  mark.click();
  await shown;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
}"""


def test_a_bar_leads_to_its_sentences_and_back(opened: Opened, address: str, report: Report) -> None:
    said = report.figures.voices.set_index("voice").loc["pristina", ["n_sentences", "n_articles"]].astype(int)
    opened.go(address)
    page = opened.page
    page.click("#chart-voice-share a.mark >> nth=1")
    assert opened.words() == f"{said['n_sentences']} sentences in {said['n_articles']} articles"
    assert page.url.endswith("#at=voice-share&voice=pristina")
    assert page.evaluate("document.activeElement.id") == "words-title"
    assert page.locator("#words .sentence").count() == 20
    page.click("#words button.more")
    opened.until("document.querySelectorAll('#words .sentence').length === 40")
    page.click("#words button.close")
    assert page.locator("#words").is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#at=voice-share&voice=pristina"
    assert opened.complaints == []
    assert opened.requests == [address]


@pytest.mark.parametrize("chart", ["voice-share", "tone", "who-on-whom", "frames", "outlets"])
def test_every_mark_opens_as_many_sentences_as_it_says(
    opened: Opened, address: str, report: Report, chart: str
) -> None:
    opened.go(address)
    script = """async (chart) => {
      const found = [];
      for (const mark of document.querySelectorAll(`#chart-${chart} a.mark`)) {
        const view = Object.fromEntries(new URLSearchParams(mark.getAttribute("href").slice(1)));
        const words = (mark.closest("td").textContent + " " + (mark.dataset.n ?? "")).replaceAll(",", "");
        found.push([view, words]);
      }
      return found;
    }"""
    marks = opened.page.evaluate(script, chart)
    assert marks
    for view, words in marks[:: max(1, len(marks) // 12)]:
        said = expected(report, chart, view)
        opened.page.evaluate("(address) => { location.hash = address }", "&".join(f"{k}={v}" for k, v in view.items()))
        opened.until("(n) => document.querySelector('#words .status')?.textContent.startsWith(n)", f"{said} sentence")
        if chart not in ("tone", "voice-share"):
            assert str(said) in words, (view, words)


def expected(report: Report, chart: str, view: dict[str, str]) -> int:
    """The n of a mark by the aggregates."""
    figures = report.figures
    if chart == "voice-share":
        return int(figures.voices.set_index("voice").loc[view["voice"], "n_sentences"])
    if chart == "tone":
        row = figures.tones.set_index("voice").loc[view["voice"]]
        if "tone" not in view:  # the dot: all sentences of the voice
            return int(row["n_scored"] + row["n_without_evidence"])
        return round(row[view["tone"]] * row["n_scored"])
    if chart == "who-on-whom":
        holder, target = view["pair"].split(">")
        return int(figures.pairs.set_index(["holder", "target"]).loc[(holder, target), "n_scored"])
    if chart == "frames":
        return int(figures.frames.set_index(["frame", "voice"]).loc[(view["frame"], view["voice"]), "n_present"])
    [outlet] = [outlet for outlet in figures.outlets if outlet.name == view["outlet"]]
    return int(outlet.voices.set_index("voice").loc[view["voice"], "n_sentences"])


def test_a_dot_of_portrayal_opens_the_sentences_that_mention_the_side(
    opened: Opened, address: str, sample: Result
) -> None:
    opened.go(address)
    opened.page.evaluate("document.querySelector('#chart-portrayal td.dot a.mark').click()")
    named = sample.mentions[sample.mentions["perspective"] == "belgrade"]
    said = len(named[["article_id", "sentence_index"]].drop_duplicates())
    assert opened.words().startswith(f"{said} sentences in ")
    assert opened.page.url.endswith("#at=portrayal&mention=belgrade")


def test_motion_is_reduced_where_it_is_asked_for(opened: Opened, address: str) -> None:
    opened.go(address)
    scroll = "getComputedStyle(document.documentElement).scrollBehavior"
    assert opened.page.evaluate(scroll) == "auto"
    opened.page.emulate_media(reduced_motion="no-preference")
    assert opened.page.evaluate(scroll) == "smooth"


def test_filters_count_and_the_address_keeps_them(opened: Opened, address: str, sample: Result) -> None:
    told = sample.sentences.merge(sample.articles[["article_id", "outlet"]], on="article_id")
    belgrade = told["voices"].map(lambda cell: "belgrade" in str(cell).split(";"))
    courier = int((belgrade & (told["outlet"] == "Sava Courier")).sum())
    assert 0 < courier < belgrade.sum()
    opened.go(address)
    page = opened.page
    assert page.text_content("#filter-voice option[value=belgrade]") == f"Belgrade ({belgrade.sum()})"
    page.select_option("#filter-outlet", "Sava Courier")
    opened.until(
        "(said) => document.querySelector('#filter-voice option[value=belgrade]').textContent === said",
        f"Belgrade ({courier})",
    )
    page.select_option("#filter-voice", "belgrade")
    page.fill("#filter-q", "serb")
    opened.until("location.hash.includes('q=serb')")
    page.wait_for_selector("#reader .hit")
    said = page.inner_text("#reader > .status")
    assert f"of {len(told)} sentences" in said
    other = Opened(page)
    other.go(page.url)
    assert page.inner_text("#reader > .status") == said
    assert page.input_value("#filter-q") == "serb"
    assert page.input_value("#filter-outlet") == "Sava Courier"


def test_a_link_opens_an_article_at_a_sentence(opened: Opened, address: str, sample: Result) -> None:
    opened.go(f"{address}#at=read&article=banjska_adriatic-wire&s=1")
    page = opened.page
    assert page.inner_text("#article-title") == "Kosovo mourns police officer after gun battle at monastery"
    found = page.inner_text("#reader .sentence.open .found")
    assert "blamed" in found and "the government" in found and "ambush -0.60" in found
    assert page.locator("#reader .sentence").count() == 22
    assert page.evaluate("document.activeElement.className") == "who"
    cue = page.locator("#reader .sentence.open .cue").first
    assert cue.inner_text() == "blamed"
    assert opened.complaints == []


def test_the_keyboard_alone_suffices(opened: Opened, address: str) -> None:
    opened.go(address)
    page = opened.page
    page.keyboard.press("Tab")
    assert page.inner_text(":focus") == "Skip to the summary"
    page.keyboard.press("Enter")
    assert page.url.endswith("#summary")
    page.focus("#chart-tone a.mark >> nth=0")
    page.keyboard.press("Enter")
    opened.words()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "who"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    page.keyboard.press("Escape")
    assert page.locator("#words").is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#at=tone&voice=")
    page.focus("#reader .article-head a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector("#article-title")
    page.focus("#reader button.who >> nth=0")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("[...document.querySelectorAll('#reader button.who')].indexOf(document.activeElement)") == 1
    assert opened.complaints == []


def test_two_articles_side_by_side(opened: Opened, address: str, sample: Result) -> None:
    opened.go(f"{address}#at=pair&kind=article&left=dinar_adriatic-wire")
    page = opened.page
    page.click("#comparison details a >> nth=0")
    page.wait_for_selector(".aligned")
    assert page.input_value("#pair-right").startswith("dinar_")
    assert page.locator(".aligned tr.both").count() > 0
    sizes = sample.articles.set_index("article_id")["n_sentences"]
    both = [page.input_value(f"#pair-{side}") for side in ("left", "right")]
    assert page.locator(".aligned .sentence").count() == sizes[both].sum()
    assert page.locator(".profile tr.differs").count() > 0


def test_two_outlets_side_by_side(opened: Opened, address: str, sample: Result) -> None:
    opened.go(f"{address}#at=pair&kind=outlet&left=Adriatic%20Wire&right=Sava%20Courier")
    text = opened.page.inner_text("#comparison .profile")
    outlets = sample.sentences["article_id"].map(sample.articles.set_index("article_id")["outlet"])
    of_belgrade = sample.sentences["voices"].str.split(";").map(lambda voices: "belgrade" in voices)
    shares = of_belgrade.groupby(outlets).mean()
    assert all(f"{100 * shares[outlet]:.0f}%" in text for outlet in ("Adriatic Wire", "Sava Courier"))
    assert text.count("cannot be told without intervals") == 6


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_scrolls_sideways(opened: Opened, address: str, width: int) -> None:
    page = opened.page
    page.set_viewport_size({"width": width, "height": 800})
    for view in ("", "#at=read&article=banjska_adriatic-wire&s=1", "#at=frames&frame=kosovo.security&voice=west"):
        opened.go(address + view)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, view


CROWDED = """() => {
  for (const part of document.querySelectorAll(".chart")) part.style.contentVisibility = "visible";
  const away = (cell) => getComputedStyle(cell.closest("thead") ?? cell).position === "absolute";
  const shown = (cell) => cell.offsetParent && !cell.matches(".unseen") && !away(cell);
  const narrow = (cell) => shown(cell) && cell.textContent.trim().length > 3 && cell.clientWidth < 34;
  return [...document.querySelectorAll("th, td, caption")].filter(narrow).map((cell) => cell.textContent.slice(0, 40));
}"""


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_cell_is_squeezed_to_a_column_of_letters(opened: Opened, compared: str, width: int) -> None:
    page = opened.page
    page.set_viewport_size({"width": width, "height": 800})
    for view in (
        "",
        "#at=pair&kind=article&left=dinar_adriatic-wire&right=dinar_sava-courier",
        "#at=pair&kind=outlet&left=Adriatic%20Wire&right=Sava%20Courier",
    ):
        opened.go(compared + view)
        assert page.evaluate(CROWDED) == [], view
        assert page.evaluate("document.documentElement.scrollWidth") <= width, view


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample's report with the committed comparison of its outlets."""
    page = tmp_path_factory.mktemp("compared") / "report.html"
    return report_results(SAMPLE, page, [SAMPLE.parent / "outlets" / "by-outlet"]).as_uri()


def test_the_committed_comparison_of_the_sample_is_told(opened: Opened, compared: str) -> None:
    opened.go(compared)
    told = opened.page.inner_text("#summary")
    assert "What differs between outlets, and how sure is that?" in told
    assert "tested differences between outlets" in told
    assert opened.page.locator("#chart-compared-1 tbody tr").count() > 12


def test_what_is_folded_is_printed_and_folded_again(opened: Opened, address: str) -> None:
    opened.go(address)
    folded = "document.querySelectorAll('main details.more:not([open])').length"
    before = opened.page.evaluate(folded)
    assert before
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert opened.page.evaluate(folded) == 0
    opened.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert opened.page.evaluate(folded) == before


def test_it_prints_without_controls(opened: Opened, address: str) -> None:
    opened.go(address)
    opened.page.emulate_media(media="print", color_scheme="dark")
    for control in ("nav.sections", "form.filters", "a.behind"):
        assert opened.page.locator(control).first.is_hidden(), control
    assert opened.page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert len(opened.page.pdf(format="A4")) > 10_000


@pytest.fixture(scope="module")
def fifty(sample: Result, report: Report, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("fifty") / "report.html"
    page = build_report(enlarged(sample.tables, 50), sample.manifest, report.palette).page()
    path.write_text(page, encoding="utf-8", newline="\n")
    return path.as_uri()


@pytest.fixture
def busy(opened: Opened) -> Callable[[], float]:
    """The milliseconds that the page's main thread has worked: on a machine with nothing else to do, what one waits."""
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def milliseconds() -> float:
        metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        return 1000 * float(metrics["TaskDuration"])

    return milliseconds


def test_fifty_articles_are_painted_and_ready_within_a_second(
    opened: Opened, fifty: str, busy: Callable[[], float]
) -> None:
    def load() -> float:
        before = busy()
        opened.go(fifty)
        return busy() - before

    assert min(load() for _ in range(3)) < 1000


def test_a_bar_shows_its_sentences_within_a_tenth_of_a_second(
    opened: Opened, fifty: str, busy: Callable[[], float]
) -> None:
    opened.go(fifty)
    opened.page.click("#chart-tone a.mark >> nth=0")
    opened.words()

    def choose(mark: Any) -> float:
        before = busy()
        mark.evaluate(CHOOSE)
        return busy() - before

    assert min(map(choose, opened.page.query_selector_all("#chart-voice-share a.mark"))) < 100
