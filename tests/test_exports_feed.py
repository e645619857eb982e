"""The feed: valid Atom, the newest first, and no clock in it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

from site_gen.exports.feed import MAX_ENTRIES
from site_gen.pipeline import BuildOptions, build
from tests.small_site import Changes, build_site, edited, small_sources

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "data/feed.xml"
BASE = "https://small.example/guide/"


def read_feed(changes: Changes | None = None) -> ET.Element:
    """The feed of the small site; the build has found no fault in it."""
    result = build_site(changes)
    assert () == result.diagnostics
    return ET.fromstring(result.outputs[FEED])  # noqa: S314  our own output


def text_of(element: ET.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def entries_of(feed: ET.Element) -> list[dict[str, str]]:
    return [{one.tag.removeprefix(ATOM): one.text or "" for one in entry} for entry in feed.iter(f"{ATOM}entry")]


def test_feed_has_what_atom_requires() -> None:
    """Title, id, time and author; the time is that of the newest entry."""
    feed = read_feed()
    assert "Small Guide: programs checked or listed last" == text_of(feed, "title")
    assert text_of(feed, "id").startswith("urn:uuid:")
    assert "2026-11-02T00:00:00Z" == text_of(feed, "updated")
    assert "Small County" == feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")}
    assert {"self": f"{BASE}{FEED}", "alternate": f"{BASE}data/"} == links


def test_entry_is_as_new_as_its_check_or_its_edition() -> None:
    """The checked one first."""
    checked, listed = entries_of(read_feed())
    assert ("Bright Path Newark, Newark", "2026-11-02T00:00:00Z") == (checked["title"], checked["updated"])
    assert ("Quiet House, Trenton", "2024-01-01T00:00:00Z") == (listed["title"], listed["updated"])
    assert "IOP. Listed by SAMHSA National Directory, 2024. Nobody has checked this listing since." == listed["summary"]


def test_entry_leads_to_the_page_of_the_program_and_has_its_id() -> None:
    """The id is that of the service in HSDS."""
    entry = next(read_feed().iter(f"{ATOM}entry"))
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert f"{BASE}programs/bright-path-newark/" == link.attrib["href"]
    assert "urn:uuid:e7081800-799e-57a9-bda3-b4685727e334" == text_of(entry, "id")


def test_closed_program_says_so_first() -> None:
    """Nobody should read on and hope."""
    closed = edited("programs.yaml", "    name: Quiet House\n", "    name: Quiet House\n    status: defunct\n")
    assert entries_of(read_feed(closed))[1]["summary"].startswith("Closed. IOP.")


def test_name_with_markup_stays_text() -> None:
    """Whatever a listing is called."""
    named = edited("programs.yaml", "name: Quiet House", "name: Q & A <House>")
    assert "Q & A <House>, Trenton" == entries_of(read_feed(named))[1]["title"]


def test_feed_is_the_same_on_another_day() -> None:
    """A build without changes tells feed readers nothing."""
    first, second = (build(small_sources(), BuildOptions(today=date(2026, 11, day))).outputs for day in (22, 23))
    assert first[FEED] == second[FEED]


def test_feed_is_short_and_newest_first() -> None:
    """Of many listings it tells the newest."""
    row = "  - {id: p%d, name: P, levels: {iop: {}}, address: {city: X, state: NJ, zip: '08601'},"
    row += " verified: {on: 2025-%02d-01, by: county staff, how: phone}, source: {name: S, edition: '2024'}}\n"
    text = "programs:\n" + "".join(row % (number, number % 12 + 1) for number in range(MAX_ENTRIES + 5))
    times = [entry["updated"] for entry in entries_of(read_feed({"programs.yaml": text}))]
    assert MAX_ENTRIES == len(times)
    assert all(newer >= older for newer, older in pairwise(times))


def test_feed_of_an_empty_directory_is_a_feed() -> None:
    """Without entries, and without a time that anybody could take for news."""
    feed = read_feed({"programs.yaml": "programs: []\n"})
    assert ([], "0001-01-01T00:00:00Z") == (entries_of(feed), text_of(feed, "updated"))
