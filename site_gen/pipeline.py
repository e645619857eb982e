"""The whole build, from bytes to bytes: read this first.

`build` is a pure function. It reads no clock, file or network, never raises for bad input, and
gives the same bytes for the same sources and options.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain

from site_gen import (
    articles,
    checking,
    checks,
    exports,
    gallery,
    geo,
    i18n,
    loading,
    making,
    manifest,
    page_addresses,
    pages,
    program_lists,
    quiz,
    render,
    schema,
    state_map,
    urls,
    verify,
)
from site_gen.diagnostics import Diagnostic, has_errors
from site_gen.headers import HEADERS_FILE, write_headers
from site_gen.kept import Kept
from site_gen.known_programs import read_new
from site_gen.listed_pages import Listed, Standing
from site_gen.markup import Converted, Converter, Draft, convert_all
from site_gen.memo import Memo, convert_new
from site_gen.model import Article, Site
from site_gen.overview import Overview
from site_gen.page import Prepared
from site_gen.page_addresses import Addresses
from site_gen.progress import SILENT, Progress
from site_gen.store import Store, expect


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """*today*: the day the build counts ages from. *base_url*: where the site will stand. *commit*: of the sources.

    *preview*: only reviewers are to find it, so it asks search engines to stay away, as a demonstration does.
    *memo*: what keeps pages from build to build; *kept*: what this process has kept of its last build; the site is the
    same with and without them.
    *most_together*: programs that one page lists; a longer list has parts. *convert*: what
    converts the articles; the site is the same whatever does. *gallery*: with the page of all components, for those
    who change them; it is no part of the site, and no fault of the site is looked for there.
    """

    today: date
    base_url: str | None = None
    drafts: bool = False
    preview: bool = False
    commit: str = ""
    most_together: int = program_lists.MOST_TOGETHER
    gallery: bool = False
    convert: Converter = convert_all
    spread: making.Spread = making.do_alone
    memo: Memo | None = None
    kept: Kept | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """*outputs* is empty when the sources have errors; *site* is None when they could not be read.

    *heaviest*: the pages that weigh most, from the heaviest down.
    """

    outputs: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    site: Site | None = None
    heaviest: tuple[verify.Weight, ...] = ()


def build(
    sources: Mapping[str, bytes],
    options: BuildOptions,
    outputs: MutableMapping[str, bytes] | None = None,
    progress: Progress = SILENT,
) -> BuildResult:
    """The site made from *sources*, a mapping of relative paths to file contents.

    *outputs*: what takes the files of the site as they are made, one after the other; a dictionary, if nothing else.
    *progress* is told how far the build has come.
    """
    outputs = {} if outputs is None else outputs
    loaded, faults = loading.load(sources, _find_reader(options), progress)
    places, listed, converted = _begin_articles(loaded, sources, options)
    progress.begin("Checking")
    faults += checks.run(loaded.site, unread=loaded.unread)
    progress.step()
    has_criteria = not any(fault.path == schema.CRITERIA for fault in faults)
    faults += checking.check_texts(loaded, sources, places, today=options.today, drafts=options.drafts)
    progress.step()
    written, found = articles.read_articles(loaded.site, listed, converted, unread=loaded.unread)
    progress.begin("Proving the quiz")
    compiled, unproved = checking.prove_quiz(loaded, today=options.today) if has_criteria else (None, ())
    faults += found + unproved
    if compiled is None or has_errors(faults):
        return _result({}, faults, None if loaded.replaced else loaded.site)
    prepared = _prepare(sources, options, compiled, written, places)
    store = Store(outputs, expect(loaded.site, prepared), progress)
    faults += _make_site(loaded.site, prepared, sources, options, store)
    return replace(_result(outputs, faults, loaded.site), heaviest=store.inspection.scale.heaviest)


def glimpse(sources: Mapping[str, bytes], options: BuildOptions, wanted: Collection[str]) -> Mapping[str, bytes]:
    """The pages whose files are *wanted*, as a build would make them, and the files that belong to them.

    Nothing is checked, so that whoever writes sees at once what was saved; the build tells what is wrong with it, and
    may fail here in any way. Nothing comes of sources that cannot be read, and not the page that weighs other files.
    """
    loaded, faults = loading.load(sources, options.kept.glance if options.kept else schema.read_file)
    places, listed, converted = _begin_articles(loaded, sources, options)
    written, found = articles.read_articles(loaded.site, listed, converted, unread=loaded.unread)
    if has_errors((*faults, *found)):
        return {}
    prepared = _prepare(sources, options, quiz.compile_flow(loaded.site.criteria), written, places)
    has_gallery = options.gallery and gallery.OUTPUT in wanted
    shown = _plan_gallery(loaded.site, prepared, sources, replace(options, gallery=has_gallery))
    renderer = _make_renderer(loaded.site, prepared, sources, options, shown)
    overview = Overview(loaded.site, prepared, today=options.today)
    outputs = {script.path: script.content for script in renderer.scripts.values()}
    for planned in chain(pages.plan(overview), shown.pages):
        if planned.frame.address == urls.DATA or urls.output_path(renderer.place(planned.frame)) not in wanted:
            continue
        rendered = renderer.render(planned.make())
        outputs |= {} if isinstance(rendered, Diagnostic) else {one.path: one.content for one in rendered}
    return outputs


def _find_reader(options: BuildOptions) -> schema.FileReader:
    """What reads no file, and no record, that was read before."""
    read_file = schema.read_file if options.memo is None else partial(read_new, memo=options.memo)
    return partial(options.kept.read, read_file=read_file) if options.kept else read_file


def _begin_articles(
    loaded: schema.Loaded, sources: Mapping[str, bytes], options: BuildOptions
) -> tuple[Addresses, tuple[tuple[str, Article], ...], Iterable[Converted]]:
    """Where pages stand, the articles that get one, and what they become: it may be under way in another process."""
    places = page_addresses.plan_addresses(loaded.site, i18n.read_folder_names(sources))
    listed = articles.list_articles(loaded.site, places, drafts=options.drafts)
    drafts = articles.draft_articles(loaded.site, listed, places, unread=loaded.unread)

    def convert(drafts: Sequence[Draft]) -> Iterable[Converted]:
        return options.convert(drafts) if options.memo is None else convert_new(drafts, options.convert, options.memo)

    return places, listed, options.kept.convert(drafts, convert) if options.kept else convert(drafts)


def _prepare(
    sources: Mapping[str, bytes],
    options: BuildOptions,
    compiled: quiz.Compiled,
    written: tuple[articles.ArticlePage, ...],
    places: Addresses,
) -> Prepared:
    return Prepared(
        compiled=compiled,
        articles=written,
        addresses=places,
        zip_table=_read_table(sources, geo.TABLE),
        map_table=_read_table(sources, state_map.TABLE),
        most_together=options.most_together,
    )


def _read_table(sources: Mapping[str, bytes], path: str) -> str:
    return sources.get(path, b"").decode(errors="replace")


def _make_site(
    site: Site, prepared: Prepared, sources: Mapping[str, bytes], options: BuildOptions, store: Store
) -> tuple[Diagnostic, ...]:
    """Every file of the site, into *store*; what is wrong with them, or with the templates that were to make them."""
    base_url = str(options.base_url or site.config.base_url)
    store.progress.begin("Making exports")
    made = exports.make_exports(site, base_url=base_url, progress=store.progress)
    exported = {path: store.take(path, content) for path, content in made}
    prepared = replace(prepared, exports=exported)
    failed = _make_pages(site, prepared, sources, options, store)
    store.take(HEADERS_FILE, write_headers("netlify", base_url).encode())
    faults = failed or store.inspection.finish()
    if not has_errors(faults):  # it names all other files, and is none to be looked at: a digest may read as a number
        described = manifest.make_manifest(
            store.described, site, base_url=base_url, day=options.today, commit=options.commit
        )
        store.outputs[manifest.MANIFEST] = manifest.write_manifest(described)
    return faults


def _make_pages(
    site: Site, prepared: Prepared, sources: Mapping[str, bytes], options: BuildOptions, store: Store
) -> tuple[Diagnostic, ...]:
    """Every page, and the files that list them, into *store*; what is wrong with templates."""
    shown = _plan_gallery(site, prepared, sources, options)
    renderer = _make_renderer(site, prepared, sources, options, shown)
    store.progress.begin("Making pages")
    for script in renderer.scripts.values():
        store.take(script.path, script.content)
    overview = Overview(site, prepared, today=options.today)
    maker = making.Maker(
        plan=lambda: chain(pages.plan(overview), shown.pages),
        renderer=renderer,
        inspector=store.inspection.inspector,
        standing=renderer.standing,
        progress=store.progress,
        memo=options.memo,
    )
    listed, failed = Listed(renderer.standing), list(shown.faults)
    for made in maker.make_all(options.spread):
        listed.add(made.entry)
        store.add(made)
        failed += [made.fault] if made.fault else []
    for one in listed.outputs():
        store.take(one.path, one.content)
    return tuple(failed)


def _make_renderer(
    site: Site, prepared: Prepared, sources: Mapping[str, bytes], options: BuildOptions, shown: gallery.Gallery
) -> render.Renderer:
    base_url = str(options.base_url or site.config.base_url)
    return render.Renderer(
        site=site,
        sources={**sources, **shown.templates},
        standing=Standing(base_url=base_url, is_indexed=not (options.preview or site.config.demo)),
        addresses=prepared.addresses,
        articles=tuple((view.language, view.article) for view in prepared.articles),
    )


def _plan_gallery(
    site: Site, prepared: Prepared, sources: Mapping[str, bytes], options: BuildOptions
) -> gallery.Gallery:
    """Nothing, unless it is asked for."""
    if not options.gallery:
        return gallery.Gallery(templates={})
    return gallery.plan_gallery(site, prepared, sources, today=options.today)


def _result(outputs: Mapping[str, bytes], faults: tuple[Diagnostic, ...], site: Site | None = None) -> BuildResult:
    ordered = tuple(sorted(set(faults), key=lambda fault: fault.sort_key))
    return BuildResult(outputs={} if has_errors(ordered) else outputs, diagnostics=ordered, site=site)
