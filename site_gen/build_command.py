"""`build.py build`, `check` and `serve`: one build, and what is done with it."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

import argparse
import contextlib
import gc
import sys
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from site_gen.build_day import day_of
from site_gen.diagnostics import Diagnostic, has_errors
from site_gen.exit_codes import AT_FAULT, DONE, WRONG_USAGE
from site_gen.progress_line import show_progress
from site_gen.telling import describe_build, print_faults, say, show_faults
from site_gen.unchanged import Memory

if TYPE_CHECKING:
    from site_gen.kept import Kept
    from site_gen.model import Site
    from site_gen.pipeline import BuildOptions, BuildResult
    from site_gen.progress import Progress
    from site_gen.worker import Worker


def run_build(options: argparse.Namespace) -> int:
    """Build and publish; returns the exit code."""
    from site_gen.crew import EndedError
    from site_gen.manifest import ManifestError
    from site_gen.publish import PublishError
    from site_gen.worker import Worker

    memory = Memory(options.typed, options.root) if _may_remember(options) else None
    try:
        with Worker() as worker:
            faults = _build_and_publish(options, worker, memory=memory)
    except (EndedError, ManifestError, PublishError) as error:
        print(f"Nothing was published: {error}", file=sys.stderr)
        return AT_FAULT
    return _exit_code(options, faults)


def run_serve(options: argparse.Namespace) -> int:
    """Build, show the site on this machine, and build again at each save; returns the exit code."""
    from site_gen.preview import Preview
    from site_gen.serve import serve
    from site_gen.worker import Worker

    out = options.out or options.root / "_site"
    options.quiet = True  # the server says itself when it has built
    options.allow_removals = True  # what is only looked at may lose what it likes
    options.jobs = 1  # a server has threads, and a process with threads should not be forked
    base_path = f"{urlsplit(options.base_url or '').path.rstrip('/')}/"
    # What needs a whole address, such as the page for a wrong one, must stay on this computer.
    options.base_url = f"http://127.0.0.1:{options.port}{base_path}"
    preview = Preview(out=out.resolve(), strict=options.strict, base_path=base_path)
    with Worker() as worker:
        worker.start()  # before the server has threads
        return serve(preview, root=options.root, builder=_SiteBuilder(options, worker), port=options.port)


class _SiteBuilder:
    """Builds again and again: what has not changed since the last time is not read anew."""

    def __init__(self, options: argparse.Namespace, worker: Worker) -> None:
        from site_gen.kept import Kept

        self.options = options
        self.worker = worker
        self.kept = Kept()

    def glimpse(self, wanted: Collection[str]) -> Mapping[str, bytes]:
        """Some pages, unchecked."""
        from site_gen.files import read_tree
        from site_gen.pipeline import glimpse

        with _without_collecting():
            sources, unread = read_tree(self.options.root)
            return {} if unread else glimpse(sources, _build_options(self.options, self.worker, self.kept), wanted)

    def build(self, progress: Progress) -> tuple[Diagnostic, ...]:
        """All of it, published where nothing stops it."""
        return _build_and_publish(self.options, self.worker, progress=progress, kept=self.kept)


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    """To look for garbage among all that is kept takes long where somebody waits; the build that follows does it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _build_and_publish(
    options: argparse.Namespace,
    worker: Worker,
    *,
    memory: Memory | None = None,
    progress: Progress | None = None,
    kept: Kept | None = None,
) -> tuple[Diagnostic, ...]:
    """Files go into the new version as they are made. Raises ManifestError and PublishError."""
    from site_gen.files import source_paths
    from site_gen.last_version import guard
    from site_gen.precompressed import list_twins
    from site_gen.publish import new_version

    out = options.out or options.root / "_site"
    with new_version(out, keep=source_paths(options.root)) as version:
        with contextlib.nullcontext(progress) if progress else show_progress(options) as told:
            sources, result = _run_pipeline(options, told, worker, version, kept)
            losses = () if options.allow_removals else guard(result, out, last=options.last)
            faults = (*result.diagnostics, *losses)
            is_refused = has_errors(faults, strict=options.strict)
            made = describe_build(result, out)
            if not is_refused:
                told.begin("Publishing")
                version.update(list_twins(version) if options.gzip else ())
                version.finish()
        if memory and not is_refused and options.format == "text" and not (options.last or worker.note):
            shown = (show_faults(faults, sources),) if faults else ()
            said = () if options.quiet else (f"Nothing has changed since the last build. {made}",)
            memory.keep("\n".join((*shown, *said)), (str(out / path) for path in version))
        print_faults(options, faults, sources)
        say(options, f"Nothing was published; {out} is as it was." if is_refused else made)
    return faults


def _run_pipeline(
    options: argparse.Namespace,
    progress: Progress,
    worker: Worker,
    outputs: MutableMapping[str, bytes],
    kept: Kept | None = None,
) -> tuple[Mapping[str, bytes], BuildResult]:
    from site_gen.files import read_tree
    from site_gen.memo_file import MemoFile
    from site_gen.pipeline import BuildResult, build

    sources, unread = read_tree(options.root)
    if not sources:
        return sources, BuildResult(outputs={}, diagnostics=unread)
    wanted = _build_options(options, worker, kept)
    with MemoFile() if _may_remember(options) else contextlib.nullcontext() as memo:
        made = build(sources, replace(wanted, memo=memo), outputs, progress)
    if worker.note:
        print(worker.note, file=sys.stderr)
    faults = tuple(sorted({*unread, *made.diagnostics}, key=lambda fault: fault.sort_key))
    return sources, replace(made, diagnostics=faults)


def _build_options(options: argparse.Namespace, worker: Worker, kept: Kept | None) -> BuildOptions:
    from site_gen.crew import Crew
    from site_gen.pipeline import BuildOptions

    return BuildOptions(
        today=day_of(options),
        base_url=options.base_url,
        drafts=options.drafts,
        preview=options.preview,
        gallery=options.gallery,
        commit=options.commit or "",
        convert=worker,
        spread=Crew(options.jobs),
        kept=kept,
    )


def _may_remember(options: argparse.Namespace) -> bool:
    """Only for a command that somebody typed: another program that calls wants what it gives, and no more, to count."""
    return options.typed is not None and not options.no_cache


def _exit_code(options: argparse.Namespace, faults: tuple[Diagnostic, ...]) -> int:
    return AT_FAULT if has_errors(faults, strict=options.strict) else DONE


# --- check -------------------------------------------------------------------------------------------


def run_check(options: argparse.Namespace) -> int:
    """Build without publishing, or look at what is asked for instead; returns the exit code."""
    from site_gen.crew import EndedError
    from site_gen.worker import Worker

    if options.lang:
        from site_gen.translation_command import tell_missing

        return DONE if tell_missing(root=options.root, language=options.lang) else AT_FAULT
    if options.stale:
        return _tell_stale(options)
    if options.live:
        return _tell_live(options)
    if options.format == "csv" or options.limit or options.out:
        print("--format csv, --limit and --out go with --stale.", file=sys.stderr)
        return WRONG_USAGE
    try:
        with show_progress(options) as progress, Worker() as worker:
            sources, result = _run_pipeline(options, progress, worker, _Unkept())
    except EndedError as error:
        print(f"Nothing was checked: {error}", file=sys.stderr)
        return AT_FAULT
    faults = result.diagnostics
    if options.online and result.site is not None:
        faults = tuple(sorted((*faults, *_ask_outside(options, result.site)), key=lambda fault: fault.sort_key))
    print_faults(options, faults, sources)
    if not faults:
        say(options, "No faults found.")
    return _exit_code(options, faults)


class _Unkept(dict[str, bytes]):
    """Only the names of files, for a build that nobody publishes."""

    def __setitem__(self, path: str, content: bytes) -> None:
        super().__setitem__(path, b"")


def _tell_stale(options: argparse.Namespace) -> int:
    from site_gen.listing_command import tell_stale

    if options.format not in {"text", "csv"}:
        print("--stale prints text, or a table with --format csv.", file=sys.stderr)
        return WRONG_USAGE
    as_table, today = options.format == "csv", day_of(options)
    done = tell_stale(root=options.root, today=today, limit=options.limit, out=options.out, as_table=as_table)
    return DONE if done else AT_FAULT


def _tell_live(options: argparse.Namespace) -> int:
    from site_gen.last_version import load_manifest
    from site_gen.live import LiveError, compare_live
    from site_gen.manifest import ManifestError

    try:
        compared = compare_live(options.live, load_manifest(options.manifest or options.root / "_site/manifest.json"))
    except (LiveError, ManifestError) as error:
        print(f"Nothing was compared: {error}", file=sys.stderr)
        return AT_FAULT
    print_faults(options, compared.faults, {})
    say(options, f"Compared {compared.count} files with the manifest; {len(compared.faults)} differ.")
    return _exit_code(options, compared.faults)


def _ask_outside(options: argparse.Namespace, site: Site) -> tuple[Diagnostic, ...]:
    from site_gen.online import check_links
    from site_gen.outside import list_outside_links

    cache = options.root / ".cache" / "links.json"
    answers = check_links(list_outside_links(site), cache=cache, now=datetime.now(UTC).timestamp())
    say(options, str(answers))
    return answers.faults
