import subprocess
import sys
from pathlib import Path

import pytest

from site_gen.folder_swap import swap_by_renames
from site_gen.lock import hold
from site_gen.publish import MARKER, Published, PublishError, is_published, new_version, publish
from tests.small_site import ROOT

OLD = {"index.html": b"old home", "en/iop.html": b"same", "en/gone.html": b"gone", "_headers": b"same"}
NEW = {"index.html": b"new home", "en/iop.html": b"same", "es/iop.html": b"nuevo", "_headers": b"same"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "_site"


@pytest.fixture
def published(out: Path) -> Path:
    publish(OLD, out, keep=())
    return out


def read(folder: Path) -> dict[str, bytes]:
    """Every file of a published folder but our mark."""
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    return {path: file.read_bytes() for path, file in files.items() if path != MARKER}


def beside(out: Path) -> list[str]:
    """What stands beside the published folder: nothing, when all went well."""
    return sorted(path.name for path in out.parent.iterdir() if path != out)


# --- from one version to the next ------------------------------------------------------------


def test_a_first_version_is_written_whole(tmp_path: Path) -> None:
    """Folders on the way there are made, and the version carries our mark."""
    out = tmp_path / "build/site"
    assert publish(OLD, out, keep=()) == Published(written=4, reused=0, removed=0)
    assert read(out) == OLD
    assert is_published(out)
    assert beside(out) == []


def test_the_next_version_takes_the_place_of_the_last(published: Path) -> None:
    """What changed is written, what did not is reused, what is no longer made is gone."""
    assert publish(NEW, published, keep=()) == Published(written=2, reused=2, removed=1)
    assert read(published) == NEW
    assert beside(published) == []


def test_an_unchanged_file_is_the_same_file_in_the_next_version(published: Path) -> None:
    """A hard link: no second copy on the disk, and its date stays, so a copy to a host sends nothing."""
    before = (published / "en/iop.html").stat()
    publish(NEW, published, keep=())
    after = (published / "en/iop.html").stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_nlink) == (before.st_ino, before.st_mtime_ns, 1)


def test_the_same_version_again_touches_nothing(published: Path) -> None:
    """The folder itself stays, so no watcher wakes and no date moves."""
    before = published.stat()
    assert publish(OLD, published, keep=()) == Published(written=0, reused=4, removed=0)
    assert (published.stat().st_ino, published.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_published_file_changed_by_hand_is_written_anew(published: Path) -> None:
    """Of the same length, or replaced by a link: what is published is what was built."""
    (published / "en/iop.html").write_bytes(b"SAME")
    (published / "_headers").unlink()
    (published / "_headers").symlink_to(published / "en/gone.html")
    assert publish(OLD, published, keep=()) == Published(written=2, reused=2, removed=0)
    assert read(published) == OLD
    assert not (published / "_headers").is_symlink()


def test_a_file_may_become_a_folder(published: Path) -> None:
    """Two versions share nothing but contents, so their shapes may differ."""
    publish({"index.html/index.html": b"x"}, published, keep=())
    assert read(published) == {"index.html/index.html": b"x"}


def test_a_linked_folder_is_replaced_where_it_is(published: Path, tmp_path: Path) -> None:
    """A server may be set to a link; the link stays, and leads to the new version."""
    link = tmp_path / "www"
    link.symlink_to(published)
    publish(NEW, link, keep=())
    assert (link.is_symlink(), read(link)) == (True, NEW)


def test_an_empty_folder_may_be_published_to(out: Path) -> None:
    """Nothing in it can be lost."""
    out.mkdir()
    publish(OLD, out, keep=())
    assert (read(out), beside(out)) == (OLD, [])


def test_without_an_exchange_two_renames_do(published: Path) -> None:
    """What other systems use leaves the same result."""
    new, aside = published.with_name("new"), published.with_name("aside")
    publish(NEW, new, keep=())
    assert swap_by_renames(new, published, aside=aside) == aside
    assert (read(published), read(aside)) == (NEW, OLD)


def test_two_renames_of_which_the_second_fails_leave_the_last_version(published: Path) -> None:
    """The first is undone."""
    with pytest.raises(FileNotFoundError):
        swap_by_renames(published.with_name("new"), published, aside=published.with_name("aside"))
    assert (read(published), beside(published)) == (OLD, [])


# --- files one by one ----------------------------------------------------------------------------------


def test_a_version_that_is_not_finished_leaves_no_trace(published: Path) -> None:
    """Files may have been put into it, and taken out again."""
    with new_version(published, keep=()) as version:
        version.update(NEW)
        assert (dict(version), len(version), beside(published)) == (
            NEW,
            len(NEW),
            [f".{published.name}.lock", f".{published.name}.new"],
        )
    assert (read(published), beside(published)) == (OLD, [])


def test_a_file_that_is_taken_out_again_is_not_published(published: Path) -> None:
    """Whether it is new or was there before; one that is put in twice is as it was last."""
    with new_version(published, keep=()) as version:
        version.update({**OLD, "new.html": b"new", "index.html": b"first"})
        version["index.html"] = OLD["index.html"]
        for path in ("new.html", next(path for path in OLD if path != "index.html")):
            del version[path]
            assert path not in version
        version.finish()
    gone = next(path for path in OLD if path != "index.html")
    assert read(published) == {path: content for path, content in OLD.items() if path != gone}


# --- what is refused -------------------------------------------------------------------------


def test_a_folder_that_is_not_ours_is_left_alone(out: Path) -> None:
    """One file of somebody's is enough to refuse."""
    out.mkdir()
    (out / "thesis.txt").write_bytes(b"years of work")
    with pytest.raises(PublishError) as raised:
        publish(OLD, out, keep=())
    assert str(raised.value) == (
        f"{out} was not made by Stepdown, so it is left alone: choose another folder, or delete it yourself"
    )
    assert read(out) == {"thesis.txt": b"years of work"}
    assert beside(out) == []


@pytest.mark.parametrize("name", ["_site", "._site.new", "._site.old"])
def test_a_file_in_the_way_is_left_alone(tmp_path: Path, name: str) -> None:
    """Nor is a file, or a neighbour with a name that we would use."""
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(PublishError, match="was not made by Stepdown"):
        publish(OLD, tmp_path / "_site", keep=())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {name: b"mine"}


@pytest.mark.parametrize("name", [".", "..", "content", "content/en", "content/new", "link/new"])
def test_the_sources_are_never_published_over(tmp_path: Path, name: str) -> None:
    """Not the root or a folder that holds it, not a source, not a new folder in one, not by a link."""
    root = tmp_path / "project"
    (root / "content/en").mkdir(parents=True)
    (root / "link").symlink_to(root / "content")
    with pytest.raises(PublishError) as raised:
        publish(OLD, root / name, keep=[root / "content"])
    out = (root / name).resolve()
    assert str(raised.value) == f"{out} cannot be published to: it would overwrite the sources in {root / 'content'}"
    assert sorted(path.name for path in root.rglob("*")) == ["content", "en", "link"]


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../a", "a/../../b", "a//b", "a/", "./a", "a\\b", "c:a", "a\0", ".stepdown"],
)
def test_a_path_out_of_the_folder_is_refused(published: Path, path: str) -> None:
    """Whatever went wrong before: nothing is written elsewhere, nor over our mark."""
    with pytest.raises(PublishError) as raised:
        publish({**NEW, path: b"x"}, published, keep=())
    assert str(raised.value) == f"the site has a page at {path!r}, which is no path inside a folder"
    assert (read(published), beside(published)) == (OLD, [])


# --- one at a time ---------------------------------------------------------------------------


def test_a_second_build_is_refused_while_one_publishes(published: Path) -> None:
    """The first goes on; nothing of the second is left."""
    lock = published.with_name("._site.lock")
    with hold(lock):
        with pytest.raises(PublishError) as raised:
            publish(NEW, published, keep=())
        assert str(raised.value) == (
            f"another build is publishing to {published}: wait for it, or delete {lock} if none is running"
        )
        assert (read(published), beside(published)) == (OLD, ["._site.lock"])
    assert beside(published) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there a person takes the lock away")
@pytest.mark.parametrize("left_in_it", ["", "1", "text of another program"])
def test_a_lock_that_nobody_holds_is_no_lock(published: Path, left_in_it: str) -> None:
    """Nobody has to clean up after a build that was killed, whatever stands in the file."""
    published.with_name("._site.lock").write_text(left_in_it)
    publish(NEW, published, keep=())
    assert (read(published), beside(published)) == (NEW, [])


HOLDER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from site_gen.lock import hold
with hold(Path(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there a person takes the lock away")
def test_lock_of_a_build_that_is_killed_is_free(published: Path) -> None:
    """At once, and not before."""
    lock = published.with_name("._site.lock")
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", HOLDER, ROOT, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(PublishError):
            publish(NEW, published, keep=())
        holder.kill()
    assert lock.exists()
    publish(NEW, published, keep=())
    assert (read(published), beside(published)) == (NEW, [])


# --- when it goes wrong ----------------------------------------------------------------------


def test_a_path_that_is_file_and_folder_leaves_the_last_version(published: Path) -> None:
    """It fails in the middle of writing; what was written aside is gone again."""
    with pytest.raises(PublishError) as raised:
        publish({**NEW, "en": b"a file", "en/iop.html": b"below it"}, published, keep=())
    assert str(raised.value) == (
        f"{published} cannot be published to: Is a directory, {published.with_name('._site.new')}/en"
    )
    assert (read(published), beside(published)) == (OLD, [])


def test_a_build_that_died_between_two_renames_is_repaired(published: Path) -> None:
    """Moved aside and not yet replaced: the last version is put back before anything else."""
    published.rename(published.with_name("._site.old"))
    with pytest.raises(PublishError):
        publish({"a": b"", "a/b": b""}, published, keep=())
    assert (read(published), beside(published)) == (OLD, [])


def test_what_dead_builds_left_is_removed(published: Path) -> None:
    """A half-built version, and a last one that was no longer needed."""
    for name in ("._site.new", "._site.old"):
        publish({"half/a": b"x"}, published.with_name(name), keep=())
    publish(NEW, published, keep=())
    assert (read(published), beside(published)) == (NEW, [])
