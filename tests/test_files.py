import os
from pathlib import Path

import pytest

from site_gen.diagnostics import Diagnostic
from site_gen.files import MAX_DEPTH, _read_again, is_leftover, read_tree, source_paths


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, "content/site.yaml", b"name: Help\n")


def write(root: Path, path: str, content: bytes = b"") -> Path:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content)
    return root


def faults(root: Path) -> tuple[Diagnostic, ...]:
    return read_tree(root)[1]


def test_sources_are_read_as_bytes_by_their_sorted_path(root: Path) -> None:
    """The four places sources stand in, and nothing else, in an order no disk decides."""
    write(root, "templates/pages/home.html", b"<h1>")
    write(root, "programs.yaml", b"programs: []\n")
    write(root, "programs/nj/essex.yaml", b"\xff")
    write(root, "content/en/a.md", b"A")
    write(root, "README.md", b"not a source")
    write(root, "docs/content/a.md", b"not a source")
    sources, found = read_tree(root)
    assert () == found
    assert [
        ("content/en/a.md", b"A"),
        ("content/site.yaml", b"name: Help\n"),
        ("programs.yaml", b"programs: []\n"),
        ("programs/nj/essex.yaml", b"\xff"),
        ("templates/pages/home.html", b"<h1>"),
    ] == list(sources.items())


def test_hidden_files_and_leftovers_of_editors_are_no_sources(root: Path) -> None:
    """Neither they nor what stands in a hidden folder is read or complained about."""
    for name in (".DS_Store", ".a.md.swp", "a.md~", "#a.md#", ".git/config"):
        write(root, f"content/{name}", b"x")
    (root / "content/.#a.md").symlink_to("someone@host.1234")
    sources, found = read_tree(root)
    assert (["content/site.yaml"], ()) == (list(sources), found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.md", False), ("a#.md", False), ("#", True), (".a", True), ("a.md~", True), ("#a#", True), ("#a", False)],
)
def test_a_leftover_is_known_by_its_name(name: str, expected: bool) -> None:  # noqa: FBT001
    """A dot in front, a tilde behind, or a hash at both ends."""
    assert expected == is_leftover(name)


@pytest.mark.parametrize("target", ["content/site.yaml", "/etc/hostname", "nowhere", "content"])
def test_a_link_is_refused_wherever_it_leads(root: Path, target: str) -> None:
    """A link can put a file of the machine that builds onto the site, so none is followed."""
    (root / "content/link.md").symlink_to(target if target.startswith("/") else root / target)
    sources, found = read_tree(root)
    assert ["content/site.yaml"] == list(sources)
    assert (
        Diagnostic(
            code="E111",
            path="content/link.md",
            message="this is a link; a source must be a file of its own, so that nothing from elsewhere is published",
            hint="put a copy in place of the link",
        ),
    ) == found


def test_a_linked_folder_is_refused_and_not_entered(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The same for a whole folder, and for the folder of the templates itself."""
    elsewhere = write(tmp_path_factory.mktemp("elsewhere"), "secret.html", b"secret")
    (root / "templates").symlink_to(elsewhere)
    sources, found = read_tree(root)
    assert ["content/site.yaml"] == list(sources)
    assert [("E111", "templates")] == [(fault.code, fault.path) for fault in found]


def test_a_pipe_is_refused_unopened(root: Path) -> None:
    """Opening it would wait for ever."""
    os.mkfifo(root / "content/pipe.md")
    assert (
        Diagnostic(
            code="E111",
            path="content/pipe.md",
            message="this is not a regular file",
            hint="remove it, or put a regular file in its place",
        ),
    ) == faults(root)


def test_a_folder_named_like_the_directory_is_refused(root: Path) -> None:
    """A folder programs.yaml is not read as anything."""
    write(root, "programs.yaml/a.yaml")
    assert [("E111", "programs.yaml")] == [(fault.code, fault.path) for fault in faults(root)]


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("content/en/a.md", 256_000),
        ("content/criteria.yaml", 8_000_000),
        ("programs/nj.yaml", 8_000_000),
        ("programs.yaml", 64_000_000),
        ("templates/base.html", 1_000_000),
        ("templates/assets/map.webp", 5_000_000),
    ],
)
def test_a_file_up_to_the_limit_of_its_kind_is_read(root: Path, path: str, limit: int) -> None:
    """One byte more and it is refused by its size alone, unread."""
    write(root, path)
    os.truncate(root / path, limit)
    assert limit == len(read_tree(root)[0][path])
    os.truncate(root / path, limit + 1)
    sources, found = read_tree(root)
    assert path not in sources
    assert [("E112", path)] == [(fault.code, fault.path) for fault in found]


def test_a_file_that_is_too_large_says_by_how_much_and_what_to_do(root: Path) -> None:
    """The size, the limit and the way out."""
    write(root, "content/en/long.md", b"x" * 300_000)
    assert (
        Diagnostic(
            code="E112",
            path="content/en/long.md",
            message="this file is too large: 300,000 bytes, where 256,000 are the limit",
            hint="split the article into two",
        ),
    ) == faults(root)


@pytest.mark.parametrize("path", ["programs.yml", "programs/nj.yml", "programs/nj.YAML"])
def test_a_directory_file_under_another_spelling_is_a_fault(root: Path, path: str) -> None:
    """Its listings would be missing from the site, and nobody would know."""
    write(root, path)
    hint = f"rename it to {path.rpartition('.')[0]}.yaml"
    message = "this file is not read"
    assert (Diagnostic(code="E113", path=path, message=message, hint=hint),) == faults(root)


@pytest.mark.parametrize("name", ["README.md", "nj/readme.txt", "README"])
def test_a_note_beside_the_listings_is_left_alone(root: Path, name: str) -> None:
    """A word for colleagues in programs/ is no source and no fault."""
    write(root, f"programs/{name}")
    assert (["content/site.yaml"], ()) == (list(read_tree(root)[0]), faults(root))


def test_a_file_that_nothing_reads_is_told_and_left_out(root: Path) -> None:
    """With the error that stops the build, or the warning that does not."""
    write(root, "content/en/new.md.txt")
    write(root, "content/en/photo.png")
    sources, found = read_tree(root)
    assert ["content/site.yaml"] == list(sources)
    assert [("E113", "content/en/new.md.txt"), ("W113", "content/en/photo.png")] == [
        (fault.code, fault.path) for fault in found
    ]


def test_a_file_name_that_is_no_text_is_a_fault(root: Path) -> None:
    """Old archives carry names in other encodings; the fault shows what can be shown."""
    try:
        write(root, os.fsdecode(b"content/en/m\xe9thadone.md"))
    except OSError:
        pytest.skip("this disk takes only names in UTF-8")
    expected = Diagnostic(
        code="E113",
        path="content/en/m\ufffdthadone.md",
        message="the name of this file is not valid UTF-8 text",
        hint="rename the file",
    )
    assert (expected,) == faults(root)


@pytest.mark.parametrize("char", ["\x1b", "\n", "\t", "\u202e", "\u200b", "\ufeff", "\u0085"])
@pytest.mark.parametrize("folder", ["content/en", "programs", "templates"])
def test_a_file_name_with_a_hidden_character_is_a_fault(root: Path, folder: str, char: str) -> None:
    """It would look like another name, or steer the terminal that it is printed to."""
    write(root, f"{folder}/a{char}b.yaml")
    (found,) = faults(root)
    message = f"the name of this file holds an invisible or control character (U+{ord(char):04X})"
    assert ("E113", f"{folder}/a{char}b.yaml", message) == (found.code, found.path, found.message)


def test_a_folder_that_lies_too_deep_is_not_looked_into(root: Path) -> None:
    """Twelve folders are enough for anything."""
    folder = "/".join(["templates", *(str(number) for number in range(MAX_DEPTH + 1))])
    write(root, f"{folder.rpartition('/')[0]}/in.html")
    write(root, f"{folder}/out.html")
    sources, found = read_tree(root)
    assert [name for name in sources if name.endswith(".html")] == [f"{folder.rpartition('/')[0]}/in.html"]
    message = f"this folder lies in more than {MAX_DEPTH} others; it is not looked into"
    assert (Diagnostic(code="E112", path=folder, message=message, hint="move it up"),) == found


def test_what_becomes_a_link_or_a_pipe_after_it_was_looked_at_is_not_read(root: Path) -> None:
    """Nor is more read than may be, of a file that grows."""
    (root / "content/link.md").symlink_to(root / "content/site.yaml")
    os.mkfifo(root / "content/pipe.md")
    write(root, "content/long.md", b"x" * 256_001)
    with pytest.raises(OSError, match="symbolic"):
        _read_again(root, "content/link.md")
    for name, code in (("pipe", "E111"), ("long", "E112")):
        found = _read_again(root, f"content/{name}.md")
        assert isinstance(found, Diagnostic)
        assert code == found.code


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("path", ["content/en/a.md", "content/en"])
def test_what_may_not_be_read_is_a_fault(root: Path, path: str) -> None:
    """A file or a whole folder that is closed to this account."""
    write(root, "content/en/a.md")
    (root / path).chmod(0)
    try:
        found = faults(root)
    finally:
        (root / path).chmod(0o700)
    message = "this cannot be read: Permission denied"
    hint = "let the account that runs the build read it"
    assert (Diagnostic(code="E113", path=path, message=message, hint=hint),) == found


def test_a_missing_root_is_a_fault(tmp_path: Path) -> None:
    """A typing mistake on the command line is answered like one."""
    message, hint = "there is no such folder", "check the spelling of --root"
    expected = Diagnostic(code="E114", path=str(tmp_path / "stie"), message=message, hint=hint)
    assert ({}, (expected,)) == read_tree(tmp_path / "stie")


def test_a_root_without_content_is_a_fault(tmp_path: Path) -> None:
    """Another folder than that of a site, however full it is."""
    write(tmp_path, "programs.yaml")
    expected = Diagnostic(
        code="E114",
        path="content",
        message=f"there is no folder content in {tmp_path}",
        hint="run the build where content/ stands, or name that folder with --root",
    )
    assert ({}, (expected,)) == read_tree(tmp_path)


def test_every_fault_of_the_tree_is_reported_at_once(root: Path) -> None:
    """One run tells all, in the order of paths, and what is sound is read."""
    write(root, "content/en/b.md", b"x" * 256_001)
    (root / "content/en/a.md").symlink_to("b.md")
    write(root, "programs.yml")
    sources, found = read_tree(root)
    assert ["content/site.yaml"] == list(sources)
    assert [("content/en/a.md", "E111"), ("content/en/b.md", "E112"), ("programs.yml", "E113")] == [
        (fault.path, fault.code) for fault in found
    ]


def test_the_places_of_the_sources_are_named_below_the_root() -> None:
    """What is watched, and what publishing must keep out of."""
    expected = [Path("site/content"), Path("site/programs"), Path("site/programs.yaml"), Path("site/templates")]
    assert expected == list(source_paths(Path("site")))
