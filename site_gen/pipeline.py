"""The whole build, from bytes to bytes: read this first.

`build` is a pure function. It reads no clock, file or network, never raises for bad input, and
gives the same bytes for the same sources and options.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from site_gen import (
    articles,
    checks,
    colors,
    contrast,
    documents,
    exports,
    freshness,
    gallery,
    geo,
    i18n,
    listing_ages,
    making,
    manifest,
    page_addresses,
    pages,
    program_lists,
    proofs,
    quiz,
    readability,
    render,
    schema,
    signoff,
    state_map,
    texts,
    translation_faults,
    unexplained,
    urls,
    verify,
    wording,
)
from site_gen.diagnostics import Diagnostic, has_errors
from site_gen.headers import HEADERS_FILE, page_policy, write_headers
from site_gen.listed_pages import Listed, Standing
from site_gen.markup import Converted, Converter, Draft, convert_all
from site_gen.memo import Memo, convert_new
from site_gen.model import Helpline, Site
from site_gen.page import Prepared
from site_gen.page_addresses import Addresses
from site_gen.phones import call_link, known_numbers, text_link
from site_gen.progress import SILENT, Progress
from site_gen.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """*today*: the day the build counts ages from. *base_url*: where the site will stand. *commit*: of the sources.

    *preview*: only reviewers are to find it, so it asks search engines to stay away, as a demonstration does.
    *memo*: what keeps pages from build to build; the site is the same with and without it.
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
    loaded, faults = _load(sources, progress)
    places = page_addresses.plan_addresses(loaded.site, i18n.read_folder_names(sources))
    listed = articles.list_articles(loaded.site, places, drafts=options.drafts)
    # Asked for before all other checks: they may be under way in a process beside this one.
    converted = _convert(articles.draft_articles(loaded.site, listed, places, unread=loaded.unread), options)
    progress.begin("Checking")
    faults += checks.run(loaded.site, unread=loaded.unread)
    has_criteria = not any(fault.path == schema.CRITERIA for fault in faults)
    faults += _check(loaded, sources, options, places)
    written, found = articles.read_articles(loaded.site, listed, converted, unread=loaded.unread)
    progress.begin("Proving the quiz")
    compiled, unproved = _prove(loaded, today=options.today) if has_criteria else (None, ())
    faults += found + unproved
    if compiled is None or has_errors(faults):
        return _result({}, faults, None if loaded.replaced else loaded.site)
    prepared = Prepared(
        compiled=compiled,
        articles=written,
        addresses=places,
        zip_table=_read_table(sources, geo.TABLE),
        map_table=_read_table(sources, state_map.TABLE),
        most_together=options.most_together,
    )
    store = Store(outputs, _expect(loaded.site, prepared), progress)
    faults += _make_site(loaded.site, prepared, sources, options, store)
    return replace(_result(outputs, faults, loaded.site), heaviest=store.inspection.scale.heaviest)


def _convert(drafts: tuple[Draft, ...], options: BuildOptions) -> Iterable[Converted]:
    return options.convert(drafts) if options.memo is None else convert_new(drafts, options.convert, options.memo)


def load_site(sources: Mapping[str, bytes]) -> tuple[Site | None, tuple[Diagnostic, ...]]:
    """The sources as a site, for commands that make no pages; None when they have errors."""
    loaded, faults = _load(sources, SILENT)
    faults += checks.run(loaded.site, unread=loaded.unread)
    return (None if has_errors(faults) else loaded.site), faults


def _load(sources: Mapping[str, bytes], progress: Progress) -> tuple[schema.Loaded, tuple[Diagnostic, ...]]:
    """The sources as one value. Each file's tree is let go before the next one is read."""
    faults: list[Diagnostic] = []

    def read() -> Iterator[documents.Document]:
        progress.begin("Reading", len(sources))
        for document, found in documents.parse_each(sources):
            progress.step()
            faults.extend(found)
            broken.update(fault.path for fault in found)
            if document is not None:
                yield document

    broken: set[str] = set()
    loaded = schema.load(read(), broken=broken)
    # Without its first file, nobody knows which languages the site is in.
    site = loaded.site if schema.CONFIG in loaded.unread else texts.fill(loaded.site, sources)
    return replace(loaded, site=site), (*faults, *loaded.faults)


def _check(
    loaded: schema.Loaded, sources: Mapping[str, bytes], options: BuildOptions, places: Addresses
) -> tuple[Diagnostic, ...]:
    """What is wrong with what readers read and see, and with its translations."""
    faults = *_check_texts(loaded, sources, options), *contrast.check(sources)
    if schema.CONFIG in loaded.unread:
        return faults
    found = translation_faults.check(loaded.site, sources, places, drafts=options.drafts, unread=loaded.unread)
    return *faults, *found


def _prove(loaded: schema.Loaded, *, today: date) -> tuple[quiz.Compiled, tuple[Diagnostic, ...]]:
    """The quiz as a flow, and what cannot be proved of it or is not signed."""
    compiled = quiz.compile_flow(loaded.site.criteria)
    found = proofs.check_criteria(loaded.site.criteria, compiled)
    if schema.CONFIG not in loaded.unread:
        found += signoff.check_signatures(loaded.site, today=today)
    return compiled, found


def _check_texts(loaded: schema.Loaded, sources: Mapping[str, bytes], options: BuildOptions) -> tuple[Diagnostic, ...]:
    """What is wrong with what readers read: its words, how hard it is to read and to see, and how old."""
    site = loaded.site
    faults = wording.find_words(site, sources, drafts=options.drafts, unread=loaded.unread)
    if schema.CONFIG in loaded.unread:  # it holds the limits of all that follows
        return faults
    if schema.WORDING not in loaded.unread:  # it holds the short forms that everybody knows
        faults += tuple(readability.check(site, drafts=options.drafts))
    return (
        *faults,
        *colors.check_colors(site, sources),
        *unexplained.check(site, drafts=options.drafts),
        *freshness.check(site, today=options.today, drafts=options.drafts),
        *listing_ages.check_ages(site, today=options.today),
    )


def _read_table(sources: Mapping[str, bytes], path: str) -> str:
    return sources.get(path, b"").decode(errors="replace")


def _make_site(
    site: Site, prepared: Prepared, sources: Mapping[str, bytes], options: BuildOptions, store: Store
) -> tuple[Diagnostic, ...]:
    """Every file of the site, into *store*; what is wrong with them, or with the templates that were to make them."""
    base_url = str(options.base_url or site.config.base_url)
    store.progress.begin("Making exports")
    exported = {path: store.take(path, content) for path, content in exports.make_exports(site, base_url=base_url)}
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
    base_url = str(options.base_url or site.config.base_url)
    standing = Standing(base_url=base_url, is_indexed=not (options.preview or site.config.demo))
    shown = _plan_gallery(site, prepared, sources, options)
    renderer = render.Renderer(
        site=site,
        sources={**sources, **shown.templates},
        standing=standing,
        addresses=prepared.addresses,
        articles=tuple((view.language, view.article) for view in prepared.articles),
    )
    store.progress.begin("Making pages")
    for script in renderer.scripts.values():
        store.take(script.path, script.content)
    maker = making.Maker(
        plan=lambda: chain(pages.plan(site, prepared, today=options.today), shown.pages),
        renderer=renderer,
        inspector=store.inspection.inspector,
        standing=standing,
        memo=options.memo,
    )
    listed, failed = Listed(standing), list(shown.faults)
    for made in options.spread(maker.work, _count_pages(site)):
        listed.add(made.entry)
        store.add(made)
        maker.remember(made)
        failed += [made.fault] if made.fault else []
    for one in listed.outputs():
        store.take(one.path, one.content)
    return tuple(failed)


def _count_pages(site: Site) -> int:
    """About how many there will be."""
    return len(site.articles) + len(site.config.languages) * len(site.directory.programs)


def _plan_gallery(
    site: Site, prepared: Prepared, sources: Mapping[str, bytes], options: BuildOptions
) -> gallery.Gallery:
    """Nothing, unless it is asked for."""
    if not options.gallery:
        return gallery.Gallery(templates={})
    return gallery.plan_gallery(site, prepared, sources, today=options.today)


def _expect(site: Site, prepared: Prepared) -> verify.Expected:
    """What every page must show, and the most it may weigh."""
    place, home = prepared.addresses.place, prepared.addresses.home
    return verify.Expected(
        numbers=known_numbers(site),
        crisis=tuple(shown for line in pages.crisis_lines(site, home) for shown in _crisis_words(line)),
        policy=page_policy(""),
        exit_url=site.config.exit_url,
        links={
            urls.output_path(place(urls.article_address(view.article.slug), view.language)): view.links
            for view in prepared.articles
        },
    )


def _crisis_words(line: Helpline) -> tuple[str, ...]:
    """The links and numbers of a line that every page shows; without a number to call it has no place there."""
    if not line.call:
        return ()
    to_text = (text_link(line.text.to), str(line.text.to)) if line.text else ()
    return call_link(line.call), str(line.call), *to_text


def _result(outputs: Mapping[str, bytes], faults: tuple[Diagnostic, ...], site: Site | None = None) -> BuildResult:
    ordered = tuple(sorted(set(faults), key=lambda fault: fault.sort_key))
    return BuildResult(outputs={} if has_errors(ordered) else outputs, diagnostics=ordered, site=site)
