from pathlib import Path

import pytest
from tornado.httpclient import HTTPClientError

from site_gen.preview import CLIENT, _add_script, _allow, _relax_policy
from tests.serving import HEAD, Site, connect, drive, fetch, first_version, introduce


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_a_page_gets_the_script_and_a_policy_that_lets_it_run(site: Site) -> None:
    """Only as served, and never cached: the file on disk is what goes to the host."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        assert page.text == (
            "<!doctype html><html lang=en><head>"
            f'<script type="module" src="/livereload/overlay.js?build={page.build}"></script>'
            '<meta http-equiv=Content-Security-Policy content="default-src &#x27;none&#x27;;'
            f' script-src &#x27;sha256-x&#x27; &#x27;self&#x27;; connect-src ws://{address}">'
            "<title>first</title>"
        )
        headers = (await fetch(address)).headers
        assert (headers["Cache-Control"], headers["Content-Type"]) == ("no-store", "text/html; charset=utf-8")
        assert (site.out / "index.html").read_text() == f"{HEAD}<title>first</title>"

    drive(site, scenario)


def test_the_script_is_served(site: Site) -> None:
    """From the templates, as a module."""

    async def scenario(address: str) -> None:
        response = await fetch(address, "/livereload/overlay.js?build=x")
        assert response.body == (CLIENT / "overlay.js").read_bytes()
        assert response.headers["Content-Type"] in {"text/javascript", "application/javascript"}

    drive(site, scenario)


def test_folders_and_missing_pages_are_answered_as_a_host_does(site: Site) -> None:
    """A folder by its index, after a redirect to the slash; what is missing by the site's own 404 page."""

    async def scenario(address: str) -> None:
        await first_version(address)
        assert [
            (await fetch(address, path)).code for path in ("/en/", "/en", "/nothing", "/../sources/content/a.md")
        ] == [
            200,
            301,
            404,
            403,
        ]
        assert "<title>first</title>" in (await fetch(address, "/nothing")).body.decode()

    drive(site, scenario)


def test_a_site_may_stand_under_a_path(site: Site) -> None:
    """As on its host: the root leads there, and what is beside it is somebody else's."""

    async def scenario(address: str) -> None:
        page = await first_version(address, path="/county/site/")
        assert [
            (answer.code, answer.headers.get("Location", ""))
            for answer in [
                await fetch(address, path)
                for path in ("/", "/county/site", "/county/site/en", "/county/site/nothing", "/county/", "/en/")
            ]
        ] == [
            (301, "/county/site/"),
            (301, "/county/site/"),
            (301, "/county/site/en/"),
            (404, ""),
            (404, ""),
            (404, ""),
        ]
        assert "<title>first</title>" in (await fetch(address, "/county/site/nothing")).body.decode()
        site.save("content/a.md", "second")
        await page.reloaded(expected="second")

    site.base_path = "/county/site/"
    drive(site, scenario)


def test_a_foreign_name_is_refused(site: Site) -> None:
    """A name of the web that was made to lead to this computer: pages, script and socket."""

    async def scenario(address: str) -> None:
        await first_version(address)
        for host in ("example.org", "127.0.0.1.example.org"):
            response = await fetch(address, Host=host)
            assert (response.code, response.body) == (
                421,
                b"This server answers to 127.0.0.1, localhost, ::1 only.\n",
            )
        with pytest.raises(HTTPClientError, match="421"):
            await connect(address, Host="example.org")
        assert (await fetch(address, Host="localhost")).code == 200

    drive(site, scenario)


def test_a_page_of_the_web_may_not_listen(site: Site) -> None:
    """It is loaded in the same browser, so the socket is in its reach."""

    async def scenario(address: str) -> None:
        with pytest.raises(HTTPClientError, match="403"):
            await connect(address, Origin="https://example.org")
        await introduce(await connect(address, Origin=f"http://{address}"), "")

    drive(site, scenario)


# --- pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (
            b"<!DOCTYPE html>\n<html lang='en'>\n<HEAD class=a><meta charset=utf-8>",
            b"<!DOCTYPE html>\n<html lang='en'>\n<HEAD class=a>",
        ),
        (b"<!doctype html><html><title>x</title>", b"<!doctype html><html>"),
        (b"<!doctype html><title>x</title>", b"<!doctype html>"),
        (b"<header>x</header>", b""),
        (b"", b""),
    ],
)
def test_the_script_stands_first_in_the_head(text: bytes, start: bytes) -> None:
    """Whether or not the page writes out its head: minified ones do not."""
    script = b'<script type="module" src="/livereload/overlay.js?build=b-1"></script>'
    assert _add_script(text, "b-1") == start + script + text[len(start) :]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src ws://h:1"),
        ("script-src 'none'; img-src data:", "script-src 'self'; img-src data:"),
        ("script-src 'sha256-x'; connect-src 'none';", "script-src 'sha256-x' 'self'; connect-src ws://h:1"),
        (
            "default-src 'self'; base-uri 'none'",
            "default-src 'self'; base-uri 'none'; script-src 'self' 'self'; connect-src 'self' ws://h:1",
        ),
        ("upgrade-insecure-requests", "upgrade-insecure-requests"),
    ],
)
def test_a_policy_is_widened_by_our_script_and_socket_alone(policy: str, expected: str) -> None:
    """What a directive leaves out falls back on default-src; what nothing forbids stays free."""
    assert _allow(policy, "h:1") == expected


def test_a_policy_is_found_in_any_quotes_and_nothing_else_is_touched() -> None:
    """Templates escape the quotes of sources; another meta is not a policy."""
    other = b'<meta name="description" content="script-src">'
    written = b"<META content='connect-src &#39;none&#39;' http-equiv='Content-Security-Policy'>"
    relaxed = b"<META content=\"connect-src ws://h:1\" http-equiv='Content-Security-Policy'>"
    assert _relax_policy(other + written + other, "h:1") == other + relaxed + other
