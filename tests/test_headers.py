"""What browsers are told to refuse, by the page and by its host: one policy, in the words of each kind of host."""

from __future__ import annotations

import gzip
import html
import json
import re
import shutil
from collections.abc import Iterator
from functools import cache

import pytest

from site_gen.cli import main
from site_gen.headers import FORBIDDEN, HEADERS, HOSTS, OF_THE_PAGE, PAGE_POLICY, header_policy, write_headers
from site_gen.pipeline import BuildOptions, build
from site_gen.precompressed import list_twins
from site_gen.publish import publish
from site_gen.verify.rules import read_policy
from tests.observatory import grade
from tests.small_site import ROOT, TODAY, small_sources
from tests.web_servers import PATH, WebServer, running

BASE_URL = f"https://county.example{PATH}"
SERVERS = {"nginx": "nginx", "apache2": "apache", "caddy": "caddy"}
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@cache
def site_files() -> dict[str, bytes]:
    return dict(build(small_sources(), BuildOptions(today=TODAY, base_url=BASE_URL)).outputs)


def policies_of_pages() -> set[str]:
    pages = (data.decode() for path, data in site_files().items() if path.endswith(".html"))
    return {html.unescape(META.findall(page)[0]) for page in pages}


# --- one source ----------------------------------------------------------------------------------------


def test_page_and_host_forbid_the_same() -> None:
    """What a page says of anything but its style, the host says too; what the page leaves to its default is named."""
    said = read_policy(header_policy())
    assert [{"'none'"}] * len(FORBIDDEN) == [said[name] for name in FORBIDDEN]
    for policy in policies_of_pages():
        page = read_policy(policy)
        assert list(page) == list(PAGE_POLICY)
        assert {name: page[name] for name in page if name not in OF_THE_PAGE} == {
            name: said[name] for name in said if name not in FORBIDDEN
        }


def test_no_page_allows_more_than_its_own_style_and_our_scripts() -> None:
    """The style by hash, nothing marked unsafe, nothing from another host."""
    sources = {source for policy in policies_of_pages() for of_one in read_policy(policy).values() for source in of_one}
    assert {"'none'", "'self'", "'script'", "data:"} == {one for one in sources if not one.startswith("'sha256-")}


def read_settings(host: str, text: str) -> dict[str, str]:
    """The headers that a text in the form of *host* sends with every file."""
    if host == "azure":
        return dict(json.loads(text)["globalHeaders"])
    form = {
        "apache": r'^Header always set (\S+) "(.*)"$',
        "caddy": r'^    ([A-Z]\S+) "(.*)"$',
        "netlify": r"^  (\S+): (.*)$",
        "nginx": r'^    add_header (\S+) "(.*)" always;$',
    }[host]
    return dict(re.findall(form, text, re.MULTILINE))


@pytest.mark.parametrize("host", HOSTS)
def test_every_host_is_told_the_same(host: str) -> None:
    """Whatever the form, the headers are those of the one source."""
    said = read_settings(host, write_headers(host, BASE_URL))
    assert {**said, **HEADERS} == said
    assert set(said) - set(HEADERS) <= {"Cache-Control"}


def test_site_carries_the_file_that_netlify_and_cloudflare_read() -> None:
    """Within their limits: 100 rules, 2,000 characters a line."""
    text = site_files()["_headers"].decode()
    assert write_headers("netlify", BASE_URL) == text
    assert max(map(len, text.split("\n"))) < 2000


def test_command_prints_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    """For the address of the site, or another one."""
    assert main(["headers", "nginx", "--base-url", BASE_URL]) == 0
    assert capsys.readouterr().out == write_headers("nginx", BASE_URL)
    assert main(["headers", "apache", "--root", str(ROOT)]) == 0
    assert capsys.readouterr().out == write_headers("apache", "https://stepdown.example/")


# --- what MDN's table says of it -----------------------------------------------------------------------


def test_grade_is_the_best_where_a_host_sends_headers_and_b_where_it_does_not() -> None:
    """With HTTPS and HSTS of the host; GitHub Pages sends no other header, so a page may be framed there."""
    sent = {name.lower(): value for name, value in HEADERS.items()}
    for policy in policies_of_pages():
        meta = {"content-security-policy": policy}
        assert grade(sent, meta=meta) == (140, "A+")
        assert grade({"strict-transport-security": "max-age=31556952"}, meta=meta) == (75, "B")


@pytest.mark.parametrize(
    ("header", "value", "expected"),
    [
        ("content-security-policy", "script-src *", (105, "A+")),  # the page's own policy still holds
        ("referrer-policy", "unsafe-url", (130, "A+")),
        ("x-content-type-options", "", (135, "A+")),
        ("strict-transport-security", "max-age=60", (130, "A+")),
        ("strict-transport-security", "", (80, "B+")),
    ],
)
def test_grader_takes_points_for_what_is_weak(header: str, value: str, expected: tuple[int, str]) -> None:
    """As the table does, so that the best grade means something."""
    sent = {**{name.lower(): text for name, text in HEADERS.items()}, header: value}
    meta = {"content-security-policy": next(iter(policies_of_pages()))}
    if header == "content-security-policy":
        sent["x-frame-options"] = ""
        assert grade(sent, meta=meta) == (80, "B+")  # nobody is kept from framing it
        return
    assert grade(sent, meta=meta) == expected


# --- real servers --------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """A server of this computer, with the site in a folder of it."""
    name: str = request.param
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    folder = tmp_path_factory.mktemp(name)
    publish({**site_files(), **dict(list_twins(site_files()))}, folder / "root/county/site", keep=())
    with running(name, write_headers(SERVERS[name], BASE_URL), folder / "root", folder / "server") as started:
        yield started


def script_path() -> str:
    return next(path for path in site_files() if path.endswith(".js"))


@pytest.mark.parametrize("path", ["", "quiz/", "manifest.json", "nowhere/", "assets/nowhere.0123456789.js"])
def test_server_sends_every_header_once(server: WebServer, path: str) -> None:
    """With pages and other files, and with what is not there too."""
    answer = server.get(PATH + path)
    assert {name: answer.header(name) for name in HEADERS} == {name: [value] for name, value in HEADERS.items()}


def test_server_gives_pages_in_the_folder_of_the_site(server: WebServer) -> None:
    """As they were built, as UTF-8; an address without its last slash leads on within the site."""
    page = server.get(f"{PATH}quiz/")
    assert (page.status, page.body) == (200, site_files()["quiz/index.html"])
    assert page.header("Content-Type")[0].lower() == "text/html; charset=utf-8"
    moved = server.get(f"{PATH}quiz")
    assert moved.status in {301, 302, 307, 308}
    assert moved.header("Location")[0].endswith(f"{PATH}quiz/")


def test_server_shows_our_page_for_what_is_missing(server: WebServer) -> None:
    """With the status that says so."""
    for path in ("nowhere/", "assets/nowhere.0123456789.js"):
        answer = server.get(PATH + path)
        assert (answer.status, answer.body) == (404, site_files()["404.html"])


def test_server_keeps_scripts_and_nothing_else(server: WebServer) -> None:
    """A script has a new name when it changes; an old page, or an old word that a script is missing, could do harm."""
    kept = ["public, max-age=31536000, immutable"]
    assert server.get(PATH + script_path()).header("Cache-Control") == kept
    assert {path: server.get(PATH + path).header("Cache-Control") for path in ("", "quiz/", "manifest.json")} == {
        path: ["no-cache"] for path in ("", "quiz/", "manifest.json")
    }
    assert server.get(f"{PATH}assets/nowhere.0123456789.js").header("Cache-Control") != kept


def test_server_says_when_a_page_has_not_changed(server: WebServer) -> None:
    """Asking anew costs a phone no second download."""
    page = server.get(PATH)
    again = server.get(PATH, If_None_Match=page.header("ETag")[0])
    assert (again.status, again.body) == (304, b"")


def test_server_sends_what_was_compressed_at_the_build(server: WebServer, request: pytest.FixtureRequest) -> None:
    """To browsers that ask for it; the others get the page as it is."""
    if "apache2" in request.node.name:
        pytest.skip("our settings for Apache leave compression to its mod_deflate")
    answer = server.get(f"{PATH}quiz/", Accept_Encoding="gzip")
    assert (answer.header("Content-Encoding"), answer.body) == (
        ["gzip"],
        dict(list_twins(site_files()))["quiz/index.html.gz"],
    )
    assert gzip.decompress(answer.body) == site_files()["quiz/index.html"]
    assert server.get(f"{PATH}quiz/").header("Content-Encoding") == []


def test_real_server_gets_the_best_grade(server: WebServer) -> None:
    """From what it sends, and what the page says."""
    answer = server.get(PATH)
    sent = {name.lower(): value for name, value in answer.headers}
    meta = {"content-security-policy": html.unescape(META.findall(answer.body.decode())[0])}
    assert grade(sent, meta=meta) == (140, "A+")
