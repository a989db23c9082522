"""The server answers on 127.0.0.1 with the report and nothing else."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator

import pytest

from framing.report import Report
from framing.report.serve import ReportServer
from tests.report.conftest import Opened


@pytest.fixture(scope="module")
def server(report: Report) -> Iterator[ReportServer]:
    with ReportServer(report) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def ask(server: ReportServer, path: str, method: str = "GET", host: str | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    connection.request(method, path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_it_listens_on_this_machine_alone_at_a_free_port(server: ReportServer) -> None:
    host, port = server.server_address[:2]
    assert host == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{port}/"


def test_articles_and_searches(server: ReportServer, report: Report) -> None:
    status, text = ask(server, "/article/3.json")
    assert status == 200
    assert json.loads(text) == json.loads(json.dumps(report.block(3)))
    found = json.loads(ask(server, "/search?q=nato")[1])
    assert found == [at for at, words in enumerate(report.corpus.sentences["text"]) if "nato" in words.casefold()]
    assert found


@pytest.mark.parametrize(
    "path",
    [
        "/article/12.json",
        "/article/-1.json",
        "/article/1",
        "/../../etc/passwd",
        "/article/../page",
        "/search",
        "//example.org/x",
        "/x",
    ],
)
def test_everything_else_is_not_found(server: ReportServer, path: str) -> None:
    assert ask(server, path)[0] == 404


def test_other_hosts_and_methods_are_refused(server: ReportServer) -> None:
    assert ask(server, "/", host="evil.example")[0] == 421
    assert ask(server, "/", method="POST")[0] == 501
    assert ask(server, "/", method="HEAD") == (200, "")


def test_the_served_page_reads_articles_when_they_are_opened(
    server: ReportServer, report: Report, opened: Opened
) -> None:
    sentences = report.corpus.sentences
    voiced = sentences[["moscow" in voices.split(";") for voices in sentences["voices"].fillna("")]]
    assert len(voiced) > 10
    opened.go(f"{server.address}#at=voice-share&voice=moscow")
    assert opened.words() == f"{len(voiced)} sentences in {voiced['article_id'].nunique()} articles"
    assert 0 < sum("/article/" in url for url in opened.requests) <= 12
    opened.page.fill("#filter-q", "nato")
    opened.until("document.querySelector('#reader .status').textContent.startsWith('“nato”')")
    assert {url.split("/")[2] for url in opened.requests if "//" in url} == {f"127.0.0.1:{server.server_port}"}
    assert [text for text in opened.complaints if "favicon" not in text] == []
