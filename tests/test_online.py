"""Outside pages, asked for on a server of our own: nothing here leaves this computer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

import pytest

from site_gen.cli import main
from site_gen.diagnostics import Located
from site_gen.loading import load_site
from site_gen.online import DAY, Answers, check_links
from site_gen.outside import list_outside_links
from tests.small_site import ROOT, SITES, small_sources

NOW = 1_000_000.0


@dataclass(slots=True)
class Host:
    """A server that answers each path with the status in its name, and notes what it was asked."""

    address: str = ""
    asked: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    lock: Lock = field(default_factory=Lock)

    def link(self, path: str, line: int = 1) -> Located:
        return Located(f"{self.address}{path}", path="a.md", line=line)


@pytest.fixture
def host() -> Iterator[Host]:
    told = Host()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            with told.lock:
                told.asked.append(f"{self.command} {self.path}")
                told.at_once += 1
                told.most_at_once = max(told.most_at_once, told.at_once)
            status = int(self.path.strip("/").split("-")[0])
            if self.path.endswith("-but-get-works") and self.command == "GET":
                status = 200
            with told.lock:
                told.at_once -= 1
            self.send_response(status)
            if status == 301:
                self.send_header("Location", "/200")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = answer  # noqa: N815  the names are those of http.server
        do_GET = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


def ask(host: Host, cache: Path, *paths: str, now: float = NOW) -> Answers:
    return check_links([host.link(path) for path in paths], cache=cache / "links.json", now=now)


@pytest.mark.parametrize(
    ("path", "answer", "asked"),
    [
        ("/200", "found", ["HEAD /200"]),
        ("/301", "found", ["HEAD /301", "GET /200"]),
        ("/404-but-get-works", "found", ["HEAD /404-but-get-works", "GET /404-but-get-works"]),
        ("/405-but-get-works", "found", ["HEAD /405-but-get-works", "GET /405-but-get-works"]),
        ("/404", "gone", ["HEAD /404", "GET /404"]),
        ("/410", "gone", ["HEAD /410", "GET /410"]),
        ("/403", "unknown", ["HEAD /403", "GET /403"]),
        ("/429", "unknown", ["HEAD /429"]),
        ("/503", "unknown", ["HEAD /503"]),
    ],
)
def test_only_a_page_that_its_host_calls_gone_is_gone(
    host: Host, tmp_path: Path, path: str, answer: str, asked: list[str]
) -> None:
    """HEAD first, then GET where that says no; a host that is busy is not asked twice."""
    answers = ask(host, tmp_path, path)
    followed = [words.replace("HEAD /200", "GET /200") for words in host.asked[1:]]  # by HEAD since Python 3.13
    assert (asked, {answer: 1}) == ([*host.asked[:1], *followed], dict(answers.counts))


def test_a_host_that_does_not_answer_is_no_fault(host: Host, tmp_path: Path) -> None:
    """It may be down for an hour."""
    nowhere = Located("http://127.0.0.1:1/", path="a.md")
    answers = check_links([nowhere, host.link("/200")], cache=tmp_path / "links.json", now=NOW)
    assert ((), "Outside pages: 1 found, 0 gone, 1 without a clear answer.") == (answers.faults, str(answers))


def test_a_page_that_is_gone_is_told_at_each_place_that_leads_to_it(host: Host, tmp_path: Path) -> None:
    """And asked for once, whatever part of it is meant."""
    links = [host.link("/404#top", line=3), host.link("/404", line=9)]
    answers = check_links(links, cache=tmp_path / "links.json", now=NOW)
    assert [(3, f'the page at "{host.address}/404#top" is gone'), (9, f'the page at "{host.address}/404" is gone')] == [
        (fault.line, fault.message) for fault in answers.faults
    ]
    assert ["HEAD /404", "GET /404"] == host.asked


def test_a_host_is_asked_one_thing_at_a_time(host: Host, tmp_path: Path) -> None:
    """However many pages lead to it."""
    ask(host, tmp_path, *(f"/200-{number}" for number in range(20)))
    assert (20, 1) == (len(host.asked), host.most_at_once)


def test_an_answer_counts_for_a_day(host: Host, tmp_path: Path) -> None:
    """Only a clear one; and a cache that cannot be read is no cache."""
    for now, asked in ((NOW, 4), (NOW + DAY - 1, 5), (NOW + DAY, 9)):
        assert {"found": 1, "gone": 1, "unknown": 1} == dict(
            ask(host, tmp_path, "/200", "/410", "/503", now=now).counts
        )
        assert asked == len(host.asked)
    assert {f"{host.address}/200", f"{host.address}/410"} == json.loads((tmp_path / "links.json").read_text()).keys()
    (tmp_path / "links.json").write_text("[1]")
    assert {"found": 1} == dict(ask(host, tmp_path, "/200").counts)


def test_links_of_articles_and_sources_are_found_where_they_are_written() -> None:
    """Not those within the site, nor mail addresses."""
    text = "---\ntitle: A\nsummary: B.\norder: 1\n---\n\n[a](https://a.example/x) [b](about.md) <https://b.example/>\n"
    sources = small_sources({"content/en/about.md": text})
    site, _ = load_site(sources)
    assert site is not None
    assert [
        ("https://a.example/x", "content/en/about.md", 7, 5),
        ("https://b.example/", "content/en/about.md", 7, 41),
        ("https://books.example/iop", "content/sources.yaml", 6, 10),
    ] == [(str(at), at.path, at.line, at.column) for at in list_outside_links(site) if "helplines" not in at.path]


def test_check_asks_only_when_it_is_told_to(host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build never does; a page that is gone is a warning at its line."""
    shutil.copytree(SITES / "small", tmp_path / "site")
    shutil.copytree(ROOT / "templates", tmp_path / "site/templates")
    for path in (tmp_path / "site/content").rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        text = text.replace("https://books.example/iop", f"{host.address}/404")
        path.write_text(text.replace("https://988lifeline.org/", f"{host.address}/200"), encoding="utf-8")
    words = ["check", "--root", str(tmp_path / "site"), "--now", "2026-11-22"]
    assert (0, []) == (main(words), host.asked)
    assert "No faults found.\n" == capsys.readouterr().out
    assert 0 == main([*words, "--online"])
    assert f'content/sources.yaml:6:10: warning W408: the page at "{host.address}/404" is gone' in (
        capsys.readouterr().out
    )
    assert 1 == main([*words, "--online", "--strict"])
    assert ["HEAD /200", "HEAD /404", "GET /404"] == host.asked
