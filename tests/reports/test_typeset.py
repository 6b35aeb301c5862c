"""A report's text may ask for anything; the typesetter opens its own files and nothing else."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from pdf.inspect import inspect
from reports.render import print_styles
from reports.typeset import typeset
from reports.workers import Typesetters, TypesettingFailed

PAGE = (
    '<html lang="en"><head><title>Hostile</title>{head}</head><body><h1>Hostile</h1><p>Words.</p>{body}</body></html>'
)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A web server of the test's own, and the list of what it was asked for."""
    paths: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *words: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "body",
    [
        '<img src="{address}/picture.png" alt="A picture">',
        '<link rel="stylesheet" href="{address}/styles.css">',
        "<style>@import url({address}/more.css); p {{ background: url({address}/p.png) }}</style>",
        '<object data="{address}/object.svg"></object>',
        '<svg><image href="{address}/inner.png"/><use href="{address}/use.svg#a"/></svg>',
        '<img alt="Within data" src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'>'
        "<image href='{address}/a'/></svg>\">",
        '<link rel="stylesheet" href="data:text/css,@import%20url({address}/b.css)">',
        "<style>@font-face {{ font-family: f; src: url({address}/f.ttf) }} "
        "h1 {{ font-family: f; list-style: url({address}/l) }}</style>",
        '<base href="{address}/"><img src="relative.png" alt="By its base"><iframe src="{address}/frame"></iframe>',
        '<a rel="attachment" href="{address}/attached">File</a><embed src="{address}/embedded">',
    ],
)
def test_typesetter_asks_no_server_for_anything(asked: tuple[str, list[str]], body: str) -> None:
    address, paths = asked
    made = typeset(PAGE.format(head="", body=body.format(address=address)), print_styles())
    assert inspect(made).page_count == 1
    assert paths == []


@pytest.mark.parametrize("kind", ["img", "style", "attachment", "host", "above", "inner"])
def test_typesetter_reads_no_file_outside_its_own(tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><title>SECRET-WORD</title></svg>')
    body = {
        "img": f'<img src="{secret.as_uri()}" alt="Seen">',
        "style": f"<style>p::after {{ content: url({secret.as_uri()}) }}</style>",
        "attachment": f'<a rel="attachment" href="{secret.as_uri()}">File</a>',
        "host": f'<img src="file://localhost{secret}" alt="Seen"><img src="FILE:{secret}" alt="Seen">',
        "above": f'<img src="{print_styles().parent.as_uri()}/{"../" * 20}{str(secret)[1:]}" alt="Seen">',
        "inner": f'<svg width="99" height="99"><image href="{secret.as_uri()}" width="9" height="9"/></svg>',
    }[kind]
    made = typeset(PAGE.format(head="", body=body), print_styles())
    assert b"SECRET" not in made
    assert b"EmbeddedFile" not in made


def test_typesetters_keep_the_order_and_survive_a_killed_process() -> None:
    typesetters = Typesetters(print_styles(), 1)
    pages = [PAGE.format(head="", body="<p>More.</p>" * number) for number in (1, 400)]
    try:
        first = typesetters.typeset(pages)
        assert [inspect(made).page_count for made in first] == sorted(inspect(made).page_count for made in first)
        pool = typesetters._pool
        assert pool is not None
        for process in pool._processes.values():
            process.kill()
        assert typesetters.typeset(pages) == first
    finally:
        typesetters.close()


def test_typesetting_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.workers.LONGEST", 3)
    typesetters = Typesetters(print_styles(), 1)
    endless = PAGE.format(head="", body="<div style='display: flex'>" * 30 + "x" + "</div>" * 30)
    try:
        with pytest.raises(TypesettingFailed, match="could not be made"):
            typesetters.typeset([endless])
    finally:
        typesetters.close()


def test_typesetting_that_takes_all_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.workers.MEMORY", 400 * 1024**2)
    typesetters = Typesetters(print_styles(), 1)
    endless = PAGE.format(head="", body="<p>And again.</p>" * 100_000)
    try:
        with pytest.raises(TypesettingFailed, match=r"within the memory|ended twice"):
            typesetters.typeset([endless])
        [made] = typesetters.typeset([PAGE.format(head="", body="")])
        assert inspect(made).page_count == 1
    finally:
        typesetters.close()
