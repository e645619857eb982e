"""Where a finished page may lead, and what it may load."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen import verify
from tests.finished_page import EXPECTED, IN_MAIN, META, check, hash_of, in_main, make_page


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("gone/", '"gone/" leads to guide/gone/index.html, which is not on the site'),
        ("../../up/", '"../../up/" leads to ../up/index.html, which is not on the site'),
        ("../index.html#no", '"../index.html#no" leads to the id "no", which index.html does not have'),
        ("#no", '"#no" leads to the id "no", which guide/index.html does not have'),
        ("../guide", '"../guide" leads to guide, which is not on the site'),
        ("/guide/", '"/guide/" starts with "/", but the site may stand in a folder'),
    ],
)
def test_a_link_leads_to_a_page_and_an_id_that_exist(link: str, message: str) -> None:
    """Links are followed as a browser does, from where the page stands."""
    assert in_main("E601", message) == check(make_page(f'<a href="{link}">x</a>'))


def test_a_folder_linked_without_its_slash_is_explained() -> None:
    """Hosts differ in what they do with such a link, so the hint gives the sure form."""
    outputs = {"index.html": make_page('<a href="guide">x</a>'), "guide/index.html": make_page()}
    assert [f'end it with "/"; {IN_MAIN}'] == [fault.hint for fault in verify.run(outputs, EXPECTED)]


def test_what_a_page_loads_from_the_site_is_there() -> None:
    """A missing picture or script is a broken link too."""
    message = '"../a.png" leads to a.png, which is not on the site'
    assert in_main("E601", message) == check(make_page('<img src="../a.png" alt="">'))


def test_the_page_for_missing_pages_links_from_the_top_of_the_host() -> None:
    """Hosts show 404.html at any address, so only links from "/" hold; the folder of the site is known."""
    home = make_page(head='<link rel="canonical" href="https://county.example/care/">')
    missing = make_page('<a href="/care/">Home</a>\n<a href="/care/no/">x</a>\n<a href="guide/">Guide</a>')
    assert check(make_page(), {"index.html": home, "404.html": missing}) == [
        'E601 404.html:8 "/care/no/" leads to no/index.html, which is not on the site',
        'E601 404.html:9 "guide/" is relative, but hosts show this page at any address',
    ]


def test_full_addresses_of_the_site_itself_are_followed() -> None:
    """A canonical or translated address must exist like any other link; it loads nothing from elsewhere."""
    home = make_page(head='<link rel="canonical" href="https://county.example/care/">')
    page = make_page(head='\n<link rel="alternate" hreflang="es" href="https://county.example/care/es/">')
    message = '"https://county.example/care/es/" leads to es/index.html, which is not on the site'
    found = [one for one in check(page, {"index.html": home}) if one.startswith("E601")]
    assert [f"E601 guide/index.html:4 {message}"] == found


@pytest.mark.parametrize(
    ("tag", "name", "url"),
    [
        ('<img src="https://x.example/a.png" alt="">', "img", "https://x.example/a.png"),
        ('<img srcset="//x.example/a.png 2x" alt="">', "img", "//x.example/a.png"),
        ('<img src="\\\\x.example/a.png" alt="">', "img", "//x.example/a.png"),
        ('<img src="ht&#10;tps://x.example/a.png" alt="">', "img", "https://x.example/a.png"),
        ('<script src="https://x.example/a.js"></script>', "script", "https://x.example/a.js"),
        ('<link rel="preload" href="https://x.example/a.js">', "link", "https://x.example/a.js"),
        ('<link rel="dns-prefetch" href="//x.example">', "link", "//x.example"),
        ('<object data="https://x.example/a"></object>', "object", "https://x.example/a"),
        ('<iframe src="https://x.example/a"></iframe>', "iframe", "https://x.example/a"),
        ('<form action="https://x.example/a"></form>', "form", "https://x.example/a"),
        ('<svg><use href="https://x.example/a#b"/></svg>', "use", "https://x.example/a#b"),
        ('<a href="#main" ping="https://x.example/a">x</a>', "a", "https://x.example/a"),
        ('<meta http-equiv="refresh" content="0; url=https://x.example/">', "meta", "https://x.example/"),
        ('<base href="https://x.example/">', "base", "https://x.example/"),
    ],
)
def test_nothing_is_loaded_from_elsewhere(tag: str, name: str, url: str) -> None:
    """No third party learns of the visit."""
    assert in_main("E604", f'<{name}> loads "{url}" from elsewhere') == check(make_page(tag))


@pytest.mark.parametrize(
    "code", ['import{x}from"{}";', 'import "{}";', "await import('{}')", 'export * from "{}"', "import(`{}`)"]
)
@pytest.mark.parametrize("url", ["https://x.example/a.js", "//x.example/a.js", "data:text/javascript,x"])
def test_scripts_load_nothing_from_elsewhere(code: str, url: str) -> None:
    """However they do it; from the site itself they may."""
    assert check(make_page(), {"assets/a.js": b"\n" + code.replace("{}", url).encode()}) == [
        f'E604 assets/a.js:2 the script loads "{url}" from elsewhere'
    ]
    assert check(make_page(), {"assets/a.js": code.replace("{}", "./b.0123456789.js").encode()}) == []


@pytest.mark.parametrize("rule", ["p{background:url( 'https://x.example/a')}", '@import "https://x.example/a";'])
def test_styles_load_nothing_from_elsewhere(rule: str) -> None:
    """Neither a style on the page nor a style sheet of the site."""
    page = make_page(meta=META.replace("style-src", f"style-src {hash_of(rule)}"), head=f"\n<style>{rule}</style>")
    assert check(page, {"a.css": b"\n" + rule.encode()}) == [
        'E604 a.css:2 the style sheet loads "https://x.example/a" from elsewhere',
        'E604 guide/index.html:4 <style> loads "https://x.example/a" from elsewhere',
    ]


def test_a_link_elsewhere_does_not_say_where_the_reader_was() -> None:
    """rel="noreferrer" keeps the address of the page from the site it leads to."""
    message = 'the link to "https://x.example/" lacks rel="noreferrer"'
    assert in_main("E604", message) == check(make_page('<a href="https://x.example/" rel="noopener">x</a>'))


def test_a_link_has_a_scheme_that_every_phone_knows() -> None:
    """An address such as blob: or file: leads nowhere for the reader."""
    message = '"file:///etc/hosts" is no address of the web, of mail or of a phone'
    assert in_main("E604", message) == check(make_page('<a href="file:///etc/hosts">x</a>'))


@given(st.permutations(["a/index.html", "b/index.html", "c.csv", "404.html"]))
def test_it_makes_no_difference_which_file_comes_first(order: list[str]) -> None:
    """Links to what is still to come wait for it; the home page alone comes before all others."""
    links = '<a href="../b/#main">p</a><a href="../b/#no">q</a><a href="../c.csv">r</a><a href="../d/">s</a>'
    outputs = {"a/index.html": make_page(links), "b/index.html": make_page(), "c.csv": b"", "404.html": make_page()}
    inspection = verify.Inspection(EXPECTED)
    inspection.look("index.html", make_page('<a href="a/#main">x</a><a href="a/#no">y</a>'))
    for path in order:
        inspection.look(path, outputs[path])
    assert [(fault.path, fault.message) for fault in inspection.finish()] == [
        ("a/index.html", '"../b/#no" leads to the id "no", which b/index.html does not have'),
        ("a/index.html", '"../d/" leads to d/index.html, which is not on the site'),
        ("index.html", '"a/#no" leads to the id "no", which a/index.html does not have'),
    ]
