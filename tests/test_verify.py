"""What the files of the finished site are checked for together."""

from __future__ import annotations

import gzip
import hashlib

import pytest

from site_gen import verify
from site_gen.diagnostics import Diagnostic
from site_gen.verify.hosts import Host, find_exceeded_limits
from tests.finished_page import CRISIS, EXPECTED, IN_BASE, IN_MAIN, check, in_main, make_page


def test_a_clean_site_has_no_faults() -> None:
    """Links, anchors, numbers, tables, radio groups, data and pictures as they should be."""
    main = """<p>Call <a href="tel:+19736095501;ext=12">(973) 609-5501, ext. 12</a> or
<a href="sms:741741">text 741741</a>.</p>
<p><a href="../">Home</a> <a href="./#main">Up</a> <a href="../index.html#main">Care</a> <a href="#main">Top</a></p>
<p><a href="https://example.org/973-555-0100" rel="noopener noreferrer">Elsewhere</a></p>
<h2 id="x">More</h2><table><tr><th>Level<td>IOP</table><ul><li>One<li>Two</ul>
<fieldset><legend>Where?</legend><label><input type="radio" name="where" value="a"> Here</label></fieldset>
<svg viewBox="0 0 24 24"><title>Map</title><path id="p" d="M973 609 8888 L201-555-0100"/><use href="#p"/></svg>
<script type="application/json">{"a": [1, "</p>"]}</script><script src="../a.js" type="module"></script>
<img src="../a.png" srcset="../a.png 1x, ../a.png 2x" alt="A house"><img src="data:image/png;base64,AAAA" alt="">"""
    assert [] == check(make_page(main), {"a.js": b"", "a.png": b""})


def test_a_fault_says_where_it_is_and_where_to_look() -> None:
    """Path, line and column of the output, and the likely source as a hint."""
    outputs = {"index.html": make_page('<p>See <a href="gone/">this</a></p>', body='<a href="lost/">that</a>')}
    message = '"{0}/" leads to {0}/index.html, which is not on the site'
    assert verify.run(outputs, EXPECTED) == (
        Diagnostic(
            code="E601",
            path="index.html",
            line=5,
            column=len(CRISIS) + 1,
            message=message.format("lost"),
            hint=IN_BASE,
        ),
        Diagnostic(code="E601", path="index.html", line=7, column=8, message=message.format("gone"), hint=IN_MAIN),
    )


def test_one_slip_in_a_template_does_not_fill_the_screen() -> None:
    """Of one code, twenty faults are told and the rest are counted."""
    outputs = {f"p{number:02}/index.html": make_page("<a href='x'>x</a>") for number in range(25)}
    faults = verify.run(outputs, EXPECTED)
    assert [fault.path for fault in faults] == [f"p{number:02}/index.html" for number in range(21)]
    assert faults[-1].message == "and 5 more faults with the code E601"


def noise(size: int) -> str:
    """Text that hardly gets smaller."""
    return hashlib.shake_256(b"noise").hexdigest(size)


def test_a_page_keeps_to_the_usual_budget() -> None:
    """Measured as a host sends it: 20,000 letters that fit pass, 40,000 do not."""
    heavy = make_page(f"<!--{noise(20_000)}-->")
    message = f"{len(gzip.compress(heavy, 9)):,} bytes compressed, over the limit of 14,336"
    assert check(make_page(f"<!--{noise(10_000)}-->")) == []
    assert check(heavy) == [f"E605 guide/index.html:0 {message}"]


def test_an_output_may_have_its_own_budget() -> None:
    """The list of programs may weigh more, a script must weigh less; other files have no limit."""
    page, script = make_page(f"<!--{noise(20_000)}-->"), noise(20_000).encode()
    outputs = {"index.html": make_page(), "guide/index.html": page, "a.js": script, "b.js": script}
    message = f"{len(gzip.compress(script, 9)):,} bytes compressed, over the limit of 6,000"
    faults = verify.run(outputs, EXPECTED, {"guide/index.html": 30_000, "a.js": 6_000})
    assert [(fault.code, fault.path, fault.message) for fault in faults] == [("E605", "a.js", message)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("{'a': 1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[NaN]", "NaN is not allowed"),
    ],
)
def test_data_on_a_page_is_json(data: str, reason: str) -> None:
    """A script that cannot read its data fails without a word."""
    message = f"the data in this <script> is no JSON: {reason}"
    assert in_main("E609", message) == check(make_page(f'<script type="application/ld+json">{data}</script>'))


def test_the_sitemap_lists_the_pages_search_engines_may_show() -> None:
    """Each of them, and none that is missing; pages marked noindex and 404.html are not expected."""
    others = {
        "404.html": make_page(),
        "old/index.html": make_page(head='<meta name="robots" content="noindex">'),
        "new/index.html": make_page(),
        "sitemap.xml": b"""<urlset>
<url><loc>https://county.example/care/</loc></url>
<url><loc>https://county.example/care/gone/</loc></url>
<url><loc>https://county.example/care/guide/</loc></url></urlset>""",
    }
    assert check(make_page(), others) == [
        "E611 sitemap.xml:0 does not list new/index.html",
        'E611 sitemap.xml:3 lists "https://county.example/care/gone/", which is not on the site',
    ]


@pytest.mark.parametrize(("one", "two"), [("A.txt", "a.txt"), ("caf\u00e9.txt", "cafe\u0301.txt")])
def test_no_two_files_are_one_on_another_computer(one: str, two: str) -> None:
    """Some disks take names for equal that differ by case, or by how an accent is stored."""
    first, second = sorted((one, two))
    message = f'differs from "{first}" only by case or Unicode form'
    assert [f"E612 {second}:0 {message}"] == check(make_page(), {one: b"", two: b""})


def test_hosts_that_would_refuse_the_site_are_named() -> None:
    """W613: by files, by one large file, and by the whole; with each host's own limit, and silent up to it."""
    hosts = (Host(name="A", files=2, file_bytes=5), Host(name="B", files=3, site_bytes=9), Host(name="C"))
    assert not list(find_exceeded_limits({"a": 5, "b": 4}, hosts))
    told = list(find_exceeded_limits({"a": 6, "b": 1, "c": 1, "d": 2}, hosts))
    assert [(one.code, one.path, one.message) for one in told] == [
        ("W613", "content/site.yaml", "the site has 4 files; A takes 2, B takes 3"),
        ("W613", "a", "this file has 6 bytes; A takes 5"),
        ("W613", "content/site.yaml", "the site has 10 bytes; B takes 9"),
    ]


def test_a_site_of_twenty_thousand_files_is_too_large_for_one_host() -> None:
    """The limits that hosts tell."""
    assert not list(find_exceeded_limits(dict.fromkeys(map(str, range(20_000)), 0)))
    (one,) = find_exceeded_limits(dict.fromkeys(map(str, range(20_001)), 0))
    assert one.message == "the site has 20,001 files; Cloudflare (free plan) takes 20,000"
