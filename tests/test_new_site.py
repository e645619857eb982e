"""A site for another county: clean, its own, green at once; a newer generator later changes no byte that is its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from site_gen.cli import main
from site_gen.documents import FENCE
from site_gen.new_site import (
    GENERATOR,
    LEFT_OUT,
    MANIFEST,
    OWN,
    is_generators,
    plan_update,
    read_manifest,
    write_manifest,
)
from tests.small_site import ROOT, TODAY, read_folder

TYPED = {
    "--name": 'The "Essex" guide: care',
    "--area": "Essex County",
    "--run-by": "Essex County Health",
    "--base-url": "https://essex.example/guide/",
}
# What a checkout holds besides the repository: see .gitignore.
MADE = {
    line.strip("/").removeprefix("._site.*")
    for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    if line.startswith("/")
}


def make_county(folder: Path, **changes: str) -> int:
    typed = {**TYPED, **{f"--{key.replace('_', '-')}": value for key, value in changes.items()}}
    return main(["new", "site", str(folder), "--now", str(TODAY), *(word for pair in typed.items() for word in pair)])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of a new site."""
    folder = tmp_path_factory.mktemp("made") / "county"
    assert make_county(folder, accent="#7a1f5c", accent_dark="#f0a8d0") == 0
    return read_folder(folder)


@pytest.fixture
def county(made: dict[str, bytes], tmp_path: Path) -> Path:
    """The same site, on disk, to be changed."""
    for path, data in made.items():
        (tmp_path / "county" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "county" / path).write_bytes(data)
    return tmp_path / "county"


# --- new site ------------------------------------------------------------------------------------------


def test_new_site_builds_at_once(county: Path) -> None:
    """By its own generator, without a single fault or warning."""
    command = [sys.executable, "build.py", "build", "--strict", "--now", str(TODAY), "-q"]
    ran = subprocess.run(command, cwd=county, capture_output=True, text=True, check=False)  # noqa: S603  our own program
    assert (0, "") == (ran.returncode, ran.stderr)
    home = (county / "_site/index.html").read_text(encoding="utf-8")
    assert "The &#34;Essex&#34; guide: care" in home
    assert "--accent:#7a1f5c" in home


def test_new_site_has_the_guide_and_no_listing(made: dict[str, bytes]) -> None:
    """Every article and data file of the guide; an empty directory; nothing that an import left."""
    guide = {path for path in read_folder(ROOT / "content") if "/" not in path or path.startswith("en/")}
    assert guide == {path.removeprefix("content/") for path in made if path.startswith("content/")}
    assert made["programs.yaml"].endswith(b"organizations: []\nprograms: []\n")
    assert "programs.imported.json" not in made


def test_nothing_of_the_demonstration_is_left(made: dict[str, bytes]) -> None:
    """Not its name, not its area, not what it says of itself."""
    own = {path: data.decode() for path, data in made.items() if not is_generators(path) and path != MANIFEST}
    told = {path for path, text in own.items() if "New Jersey" in text or "demonstration" in text.lower()}
    assert {"content/sources.yaml"} >= told
    assert b"@" not in made["content/site.yaml"].replace(b"help@county.example", b"")
    assert b'name: "The \\"Essex\\" guide: care"\n' in made["content/site.yaml"]


def test_skeleton_names_the_sources_that_our_page_names() -> None:
    """Else a new site would start with a warning about a source that nothing names."""
    ours, theirs = (
        next(
            line
            for line in (ROOT / folder / "content/en/about.md").read_text("utf-8").split(FENCE)[1].splitlines()
            if line.startswith("sources:")
        )
        for folder in ("", "docs/skeletons/site")
    )
    assert ours == theirs


def test_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody loses a file over a name typed wrong."""
    (tmp_path / "mine.txt").write_bytes(b"mine")
    assert make_county(tmp_path) == 1
    assert f"{tmp_path} is there already, and not empty" in capsys.readouterr().err
    assert {"mine.txt": b"mine"} == read_folder(tmp_path)


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"accent": "#eeeeee", "accent_dark": "#ffffff"}, 1, "E471"),
        ({"accent": "#7a1f5c"}, 2, "--accent-dark: needed where nobody can be asked"),
        ({"base_url": "essex"}, 2, "--base-url: "),
        ({"languages": "en,xx"}, 1, 'there is no text to start from in "xx"'),
    ],
)
def test_answers_that_would_be_faults_make_nothing(
    changes: dict[str, str], code: int, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The site is built in memory before a file is written."""
    assert make_county(tmp_path / "county", **changes) == code
    assert words in capsys.readouterr().err
    assert not (tmp_path / "county").exists()


def test_every_file_of_the_repository_is_the_generators_the_sites_or_left_out() -> None:
    """Whoever adds one on top decides whether a county gets it."""
    known = {name.split("/")[0] for name in (*GENERATOR, *OWN, *LEFT_OUT)}
    there = {path.name for path in ROOT.iterdir()} - MADE - {".git", "__pycache__"}
    assert set() == there - known


# --- update --------------------------------------------------------------------------------------------


def update(county: Path) -> int:
    return main(["update", str(county), "--now", str(TODAY)])


def age(county: Path, **files: bytes | None) -> None:
    """Make the site one of an older generator, in which these files said something else, or were not there."""
    known = read_manifest((county / MANIFEST).read_bytes())
    for path, data in files.items():
        if data is None:
            (county / path).unlink()
            del known[path]
        else:
            (county / path).write_bytes(data)
            known |= read_manifest(write_manifest({path: data}))
    (county / MANIFEST).write_bytes(write_manifest({}) if not known else _dump(known))


def _dump(known: dict[str, str]) -> bytes:
    return json.dumps(known).encode()


def test_update_brings_what_is_new_and_leaves_the_rest(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Changed files are replaced, new ones added, gone ones removed; the site's own are as they were, to the byte."""
    (county / "content/site.yaml").write_bytes((county / "content/site.yaml").read_bytes() + b"# ours\n")
    (county / "notes.txt").write_bytes(b"ours")
    before = read_folder(county)
    age(county, **{"site_gen/ages.py": b"# old\n", "templates/base.html": None, "site_gen/gone.py": b"# gone\n"})
    assert update(county) == 0
    assert "2 files written, 1 removed." in capsys.readouterr().out
    assert before == read_folder(county)


def test_updating_twice_changes_nothing(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A site that is up to date is told so."""
    before = read_folder(county)
    assert update(county) == 0
    assert "0 files written, 0 removed." in capsys.readouterr().out
    assert before == read_folder(county)


def test_file_of_the_generator_that_somebody_changed_stops_the_update(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Their work is not lost unseen: the files are named, and nothing is touched."""
    age(county, **{"site_gen/ages.py": b"# old\n"})
    (county / "site_gen/ages.py").write_bytes(b"# old, and ours\n")
    before = read_folder(county)
    assert update(county) == 1
    assert "or put others in their place:\n  site_gen/ages.py\n" in capsys.readouterr().err
    assert before == read_folder(county)


def test_change_that_the_new_version_makes_too_stops_nothing() -> None:
    """And one in a file that the new version leaves alone stays for now."""
    known = read_manifest(write_manifest({"build.py": b"old", "Makefile": b"same"}))
    plan = plan_update({"build.py": b"new", "Makefile": b"same"}, {"build.py": b"new", "Makefile": b"same"}, known)
    assert ({}, (), ()) == (plan.written, plan.removed, plan.blocked)


def test_file_that_somebody_took_away_stays_away() -> None:
    """Such as the files for hosts that a county does not use."""
    known = read_manifest(write_manifest({"netlify.toml": b"old", "build.py": b"old"}))
    plan = plan_update({"netlify.toml": b"new", "build.py": b"old"}, {"build.py": b"old"}, known)
    assert ({}, ()) == (plan.written, plan.blocked)
    assert "netlify.toml" in read_manifest(plan.manifest)


def test_own_file_in_the_place_of_a_new_one_stops_the_update() -> None:
    """It may be anybody's work."""
    plan = plan_update({"docs/new.md": b"ours"}, {"docs/new.md": b"theirs"}, {})
    assert ("docs/new.md",) == plan.blocked


def test_content_that_does_not_fit_the_new_version_stops_the_update(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told where, and can be mended before anything is replaced."""
    age(county, **{"site_gen/ages.py": b"# old\n"})
    with (county / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write("no_such_key: x\n")
    before = read_folder(county)
    assert update(county) == 1
    told = capsys.readouterr().err
    assert "the content does not fit the new version yet; mend this first" in told
    assert 'unknown key "no_such_key"' in told
    assert before == read_folder(county)


@pytest.mark.parametrize("manifest", [None, b"{", b"[]", b'{"a": 1}'])
def test_folder_that_is_no_such_site_is_left_alone(
    manifest: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without its list, nobody knows which files are the generator's."""
    if manifest is not None:
        (tmp_path / MANIFEST).write_bytes(manifest)
    before = read_folder(tmp_path)
    assert update(tmp_path) == 1
    assert "was this site made by build.py new site?" in capsys.readouterr().err
    assert before == read_folder(tmp_path)


def test_generator_does_not_update_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever runs it in the wrong folder is told."""
    assert update(ROOT) == 1
    assert "name that of the site" in capsys.readouterr().err
