"""Every code has a site that shows it and nothing else, and a section that explains it.

A folder of tests/sites/broken changes the small site: its change.txt names files and the lines taken
out of them and put in, its removed.txt names files taken away, and its other files replace or add to
those there. Its expected.txt is what the build must report, to the letter; `pytest --refresh-expected`
renews it, to be read as a diff. With a file spanish.txt, the small site is one in English and Spanish. A folder with
a list.csv is a directory to be imported instead, by its map.yaml if it has one. A page with a fault extends bare.html:
tests/sites/bare.html has what every page needs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from site_gen.diagnostics import Located, fault, has_errors
from site_gen.files import read_tree
from site_gen.importers.county import import_table
from site_gen.importers.samhsa import import_samhsa
from site_gen.markup.article import _unsafe
from site_gen.model import ListingSource
from site_gen.report import to_text
from tests.small_site import ROOT, SITES, Changes, build_site, in_spanish, read_folder, small_sources

BROKEN = SITES / "broken"
EXPECTED, CHANGE, REMOVED, TABLE, MAPPING = "expected.txt", "change.txt", "removed.txt", "list.csv", "map.yaml"
SPANISH = "spanish.txt"
FRAME = {"templates/bare.html": (SITES / "bare.html").read_bytes()}
CODE = r"[EW]\d{3}"

# Nothing people write brings these about: they guard against faults of the generator and its libraries,
# or tell what only the network knows, or the version before.
# Each with the file whose tests show it.
WITHOUT_SITE = {
    "E406": "test_broken_sites.py",
    "E611": "test_verify.py",
    "E612": "test_verify.py",
    "E623": "test_verify_languages.py",
    "E621": "test_manifest.py",
    "E622": "test_manifest.py",
    "E631": "test_live.py",
    "E632": "test_live.py",
    "E633": "test_live.py",
    "W408": "test_online.py",
    "W613": "test_verify.py",
}


def add_link(root: Path) -> None:
    (root / "content/en/linked.md").symlink_to("about.md")


def add_large_file(root: Path) -> None:
    (root / "content/en/long.md").write_bytes(b"")
    os.truncate(root / "content/en/long.md", 256_001)


def add_wrong_name(root: Path) -> None:
    (root / "programs").mkdir()
    (root / "programs/essex.yml").write_bytes(b"programs: []\n")


def add_picture(root: Path) -> None:
    (root / "content/en/house.png").write_bytes(b"")


def hide_content(root: Path) -> None:
    (root / "content").rename(root / "contents")


# What is wrong with files themselves cannot be kept in a repository on every machine.
ON_DISK: Mapping[str, Callable[[Path], None]] = {
    "E111": add_link,
    "E112": add_large_file,
    "E113": add_wrong_name,
    "E114": hide_content,
    "W113": add_picture,
}
SITES_OF_CODES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())


def changes_of(folder: Path) -> Changes:
    """What the folder changes in the small site."""
    files = read_folder(folder)
    removed = files.get(REMOVED, b"").decode().split()
    base = in_spanish() if SPANISH in files else {}
    edits = edits_of(files[CHANGE].decode(), base) if CHANGE in files else {}
    kept = {path: data for path, data in files.items() if path not in {EXPECTED, CHANGE, REMOVED, SPANISH}}
    return {**FRAME, **base, **kept, **edits, **dict.fromkeys(removed)}


def edits_of(change: str, base: Changes) -> Changes:
    """The files a change.txt names, with the lines marked - replaced by those marked +; blank lines part edits."""
    texts: dict[str, str] = {}
    for edit in change.strip("\n").split("\n\n"):
        path, *lines = edit.split("\n")
        old, new = ("".join(line[2:] + "\n" for line in lines if line.startswith(sign)) for sign in "-+")
        text = texts.get(path) or small_sources(base)[path].decode()
        assert text.count(old) == 1
        texts[path] = text.replace(old, new)
    return texts


def report_of(code: str, root: Path) -> str:
    """What is reported about the folder of *code*; its files are written below *root* if they must be on disk."""
    changes = changes_of(BROKEN / code)
    table = changes.get(TABLE)
    mapping = changes.get(MAPPING)
    if isinstance(table, bytes) and isinstance(mapping, bytes):
        source = ListingSource(name=Located("County list", path=""), edition=Located("2026", path=""))
        imported = import_table(table, path=TABLE, mapping=(MAPPING, mapping), source=source)
        return to_text(imported.notes, {TABLE: table, MAPPING: mapping}) + "\n"
    if isinstance(table, bytes):
        imported = import_samhsa(table, path=TABLE, state="NJ", edition="2024")
        return to_text(imported.notes, {TABLE: table}) + "\n"
    sources = small_sources(changes)
    if code in ON_DISK:
        return report_from_disk(code, root, sources)
    result = build_site(changes)
    assert has_errors(result.diagnostics) == (not result.outputs)
    return to_text(result.diagnostics, sources) + "\n"


def report_from_disk(code: str, root: Path, sources: Mapping[str, bytes]) -> str:
    for path, data in sources.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    ON_DISK[code](root)
    os.chdir(root)
    return to_text(read_tree(Path())[1], {}) + "\n"


def settled(text: str) -> str:
    """*text* without the sizes of compressed files, which not every zlib makes alike, and without today's digests."""
    return re.sub(r"[\d,]+(?= bytes compressed)|(?<=they are )[0-9a-f]+(?= now)", "N", text)


@pytest.mark.parametrize("code", SITES_OF_CODES)
def test_a_broken_site_reports_its_fault_and_no_other(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, refresh_expected: bool
) -> None:
    """To the letter: place, message, line and fix; with an error, nothing is published."""
    monkeypatch.chdir(tmp_path)  # and back afterwards
    report = report_of(code, tmp_path)
    if refresh_expected:
        (BROKEN / code / EXPECTED).write_bytes(report.encode())
    assert {code} == set(re.findall(rf"(?:error|warning) ({CODE}): ", report))
    assert settled((BROKEN / code / EXPECTED).read_bytes().decode()) == settled(report)


def codes_in_the_code() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "site_gen").rglob("*.py"))
    return {code for text in texts for code in re.findall(rf'"({CODE})"', text)}


def test_every_code_has_a_broken_site() -> None:
    """And no site is left of a code that is gone."""
    assert codes_in_the_code() - WITHOUT_SITE.keys() == set(SITES_OF_CODES)


def test_a_code_without_a_site_is_tested_elsewhere() -> None:
    """In the file named here."""
    lacking = [code for code, name in WITHOUT_SITE.items() if code not in (ROOT / "tests" / name).read_text("utf-8")]
    assert [] == lacking


def test_what_the_last_net_catches_is_told_at_the_text_above_it() -> None:
    """E406, made by hand: no Markdown is known that gets through to the sanitizer."""
    body = Located("One\n\nTwo <x>\n", path="a.md", line=7)
    message = "from here on the page would hold what is not allowed: <x>"
    hint = "write this part more simply: one thing after the other, not inside each other"
    assert fault("E406", Located("", path="a.md", line=9), message, hint) == _unsafe(body, "<x>", " Two")


FAULTS = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")


def test_every_code_is_explained_in_the_order_of_the_codes() -> None:
    """In docs/faults.md, one section each, errors before warnings."""
    assert sorted(codes_in_the_code()) == re.findall(rf"^## ({CODE}) \S", FAULTS, re.MULTILINE)


def test_the_table_of_codes_leads_to_their_sections() -> None:
    """An anchor is a heading in small letters, with hyphens for spaces and without other signs."""
    headings = re.findall(r"^## (.*)", FAULTS, re.MULTILINE)
    anchors = {re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-")) for heading in headings}
    assert set() == set(re.findall(r"\]\(#([^)]*)\)", FAULTS)) - anchors


def test_every_explanation_shows_what_is_wrong_and_what_is_right() -> None:
    """A section has an example of both, and says what to do."""
    _, *sections = re.split(rf"^## (?={CODE} )", FAULTS, flags=re.MULTILINE)
    lacking = [
        (section[:4], part)
        for section in sections
        for part in ("\nWrong:", "\nRight:", "\n**To fix it:**")
        if part not in section
    ]
    assert [] == lacking
