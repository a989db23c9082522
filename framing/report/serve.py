"""Serves a report on this machine, so that articles are read when they are opened; nothing listens elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from framing.report.build import Report

HOST = "127.0.0.1"
LONGEST_SEARCH = 1000
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class ReportServer(ThreadingHTTPServer):
    """A server for one report on 127.0.0.1, at a port that the system chooses.

    It answers ``/``, ``/article/NUMBER.json`` and ``/search?q=WORDS``, reads no file for an answer, and refuses
    requests that name another host (DNS rebinding).

    Parameters
    ----------
    report : Report
    """

    daemon_threads = True

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__((HOST, 0), _Handler)

    @property
    def address(self) -> str:
        """Where the page is, with the port."""
        return f"http://{HOST}:{self.server_port}/"

    @cached_property
    def page(self) -> str:
        """The page, made once."""
        return self.report.page(served=True)


def serve_report(report: Report, started: Callable[[str], None]) -> None:
    """Serves a report until Ctrl-C; ``started`` gets the address."""
    with ReportServer(report) as server:
        server.page  # noqa: B018 (what is wrong is said before the address is)
        started(server.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


class _Handler(BaseHTTPRequestHandler):
    server: ReportServer
    server_version = "framing"
    sys_version = ""

    def do_GET(self) -> None:
        """Answers a request."""
        if self.headers.get("Host") not in {
            f"{HOST}:{self.server.server_port}",
            f"localhost:{self.server.server_port}",
        }:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        asked = urlsplit(self.path)
        if asked.path == "/":
            self._send(self.server.page, "text/html")
            return
        try:
            self._send(json.dumps(self._found(asked.path, asked.query), ensure_ascii=False), "application/json")
        except (IndexError, KeyError):
            self.send_error(HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET  # noqa: N815

    def _found(self, path: str, query: str) -> Any:
        article = re.fullmatch(r"/article/([0-9]{1,9})\.json", path)
        if article:
            return self.server.report.block(int(article[1]))
        if path == "/search":
            return self.server.report.search(parse_qs(query)["q"][0][:LONGEST_SEARCH])
        raise KeyError(path)

    def _send(self, text: str, kind: str, further: dict[str, str] | None = None) -> None:
        body = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in {**SECURITY, **(further or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *words: Any) -> None:
        """Says nothing: only the command line talks."""
