"""Pages to bytes: Jinja2 with escaping always on and no undefined names, and the files beside pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup

from site_gen import i18n, urls
from site_gen.addresses import Addresses
from site_gen.articles import ArticlePage, articles_in
from site_gen.assets import (
    TEMPLATES,
    Script,
    content_policy,
    join_own_styles,
    join_styles,
    list_scripts,
    name_script,
    template_closure,
)
from site_gen.diagnostics import Diagnostic
from site_gen.filters import make_filters, with_spoken_numbers
from site_gen.foreign import has_foreign, settle_foreign
from site_gen.linked_data import Speaker, describe_page
from site_gen.machine_files import write_machine_files
from site_gen.model import Article, Site
from site_gen.page import Page
from site_gen.pages import crisis_lines
from site_gen.parts import write_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    outputs: Mapping[str, bytes]
    faults: tuple[Diagnostic, ...]


def render(
    pages: Collection[Page], site: Site, sources: Mapping[str, bytes], addresses: Addresses, *, base_url: str
) -> Rendered:
    """Every page, script and map of the site by its output path."""
    outputs: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    absolute = partial(urls.absolute, base_url)
    renderer = _Renderer(site=site, sources=sources, base_url=base_url, addresses=addresses, pages=pages)
    for page in pages:
        try:
            modules = renderer.modules(page)
            outputs[urls.output_path(renderer.place(page))] = renderer.page(page, modules)
            outputs |= {module.path: module.content for module in modules.values()}
        except Exception as error:  # noqa: BLE001  a template can fail in any way that Python can
            found = _template_fault(error, page.template)
            if found not in faults:
                faults.append(found)
    outputs |= {script.path: script.content for script in renderer.scripts.values()}
    outputs |= write_machine_files([(page, absolute(renderer.place(page))) for page in pages], site, absolute)
    return Rendered(outputs=outputs, faults=tuple(faults))


def render_document(
    template: str, context: Mapping[str, object], site: Site, sources: Mapping[str, bytes]
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """A document that is no page of the site, such as the reviewers' report; its only style is the sheet beside it."""
    language = str(site.config.languages[0])
    alone = Addresses(home=language, names={})
    renderer = _Renderer(site=site, sources=sources, base_url="", addresses=alone, pages=())
    style = sources.get(f"{TEMPLATES}{template.removesuffix('.html')}.css", b"").decode()
    shared = {"language": language, "style": Markup(style)}  # noqa: S704  our own file, as on every page
    try:
        return renderer.environment(language).get_template(template).render({**shared, **context}).encode(), ()
    except jinja2.TemplateError as error:
        return None, (_template_fault(error, template),)


@dataclass(frozen=True, slots=True, kw_only=True)
class InLanguage:
    """A page in one language, for the others to lead to. *address*: the whole one. *link*: from the page itself.

    *say*, *url*: what speaks that language, and makes whole addresses in it, where one page speaks several.
    """

    code: str
    name: str
    direction: str
    address: str
    link: str
    say: Callable[[str], str]
    url: Callable[[str], str]


class _CompiledTemplates(jinja2.BytecodeCache):
    """What templates compile to, kept while the process runs: most of the time that a small build takes.

    Jinja2 compares the text before it takes anything from here.
    """

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _CompiledTemplates()


class _Renderer:
    """One environment for each language, one style sheet for each template and page style."""

    def __init__(
        self,
        *,
        site: Site,
        sources: Mapping[str, bytes],
        base_url: str,
        addresses: Addresses,
        pages: Collection[Page],
    ) -> None:
        self.site = site
        self.sources = sources
        self.base_url = base_url
        self.addresses = addresses
        self.articles = {language: _list_articles(pages, language) for language in addresses.languages}
        self.scripts = list_scripts(sources)
        self.templates = {
            path.removeprefix(TEMPLATES): data.decode()
            for path, data in sources.items()
            if path.startswith(TEMPLATES) and path.endswith(".html")
        }
        self.catalogue = cache(partial(i18n.read_catalogue, sources))
        self.environment = cache(self._environment)
        self.style = cache(self._style)

    def page(self, page: Page, modules: Mapping[str, Script]) -> bytes:
        files = {name: f"./{module.path.rsplit('/', 1)[-1]}" for name, module in modules.items()}
        shown = self._fill(page, page.template, {"modules": files})
        if has_foreign(shown):
            shown = self._fill(page, page.template, {"modules": files, "is_translated": False})
        return settle_foreign(shown).encode()

    def place(self, page: Page) -> str:
        """Where a page stands."""
        return self.addresses.place(page.address, page.language)

    def modules(self, page: Page) -> dict[str, Script]:
        """What the page's scripts may import, by name: its data, and as `parts` what they build."""
        written = dict(page.modules)
        if page.parts:
            style = join_own_styles(template_closure(page.parts, self.templates), self.sources)
            written["parts"] = write_parts(settle_foreign(self._fill(page, page.parts, {})), style)
        return {name: name_script(name, text) for name, text in written.items()}

    def _fill(self, page: Page, template: str, more: Mapping[str, object]) -> str:
        found = self.environment(page.language).get_template(template)
        return found.render({**self._shared(page), **more, **page.context})

    def _shared(self, page: Page) -> dict[str, object]:
        style = self.style(page.template, page.style)
        link = self._link_maker(page)
        absolute = self._absolute(page.language)
        speaker = Speaker(language=page.language, say=self.catalogue(page.language).gettext, absolute=absolute)
        return {
            "site": self.site.config,
            "guide": articles_in("guide", self.articles[page.language]),
            "about": articles_in("site", self.articles[page.language]),
            "crisis": crisis_lines(self.site, page.language),
            "helplines": {str(line.id): line for line in self.site.helplines},
            "language": page.language,
            "direction": i18n.text_direction(page.language),
            "address": page.address,
            "canonical": absolute(page.address),
            "in_languages": tuple(self._in_language(page, language) for language in self.addresses.languages),
            "is_translated": True,
            "parents": page.parents,
            "linked_data": describe_page(page, speaker),
            "url": link,
            "script": lambda name: link(self.scripts[name].path),
            # Our own files, joined; escaping them would break selectors such as `a > b`.
            "style": Markup(style),  # noqa: S704
            "policy": content_policy(style),
        }

    def _in_language(self, page: Page, language: str) -> InLanguage:
        absolute, here = self._absolute(language), self.place(page)
        return InLanguage(
            code=language,
            name=i18n.name_language(language),
            direction=i18n.text_direction(language),
            address=absolute(page.address),
            link=urls.relative(here, self.addresses.place(page.address, language)),
            say=self.catalogue(language).gettext,
            url=absolute,
        )

    def _absolute(self, language: str) -> Callable[[str], str]:
        """What makes whole addresses of pages in *language*."""
        return lambda address: urls.absolute(self.base_url, self.addresses.place(address, language))

    def _link_maker(self, page: Page) -> Callable[[str], str]:
        """Relative links; absolute ones on the page that hosts show in place of any other."""
        if page.address == urls.NOT_FOUND:
            return self._absolute(page.language)
        return self.addresses.linker(page.address, page.language)

    def _style(self, template: str, extra: str) -> str:
        return join_styles(template_closure(template, self.templates), self.sources, extra)

    def _load(self, name: str) -> tuple[str, str, None] | None:
        """The text of a template, and its name in place of a file's: a fault in it is told by its lines."""
        return (self.templates[name], name, None) if name in self.templates else None

    def _environment(self, language: str) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FunctionLoader(self._load),
            bytecode_cache=_COMPILED,
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=["jinja2.ext.i18n"],
        )
        environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
        # Jinja adds these two methods to the environment when the i18n extension is loaded.
        install: Any = environment.install_gettext_translations  # type: ignore[attr-defined]
        install(self.catalogue(language), newstyle=True)
        says: Any = environment.globals
        says |= {name: with_spoken_numbers(says[name], language) for name in ("gettext", "ngettext", "_")}
        environment.filters |= make_filters(language, self.addresses.home, self.catalogue(language))
        return environment


def _list_articles(pages: Iterable[Page], language: str) -> tuple[Article, ...]:
    """Those that have a page: drafts may be left out."""
    subjects = (page.subject for page in pages if page.language == language)
    return tuple(subject.article for subject in subjects if isinstance(subject, ArticlePage))


def _template_fault(error: Exception, template: str) -> Diagnostic:
    """E801: a template cannot be read; E802: it asks for something that is not there."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        path, line, code = error.name or template, error.lineno, "E801"
        hint = "look there and above for a bracket, a quote or a {% tag %} that is not closed"
    else:
        path, line = _place_in_template(error, template)
        code = "E802"
        hint = "compare the name with the ones the template's page is given, in site_gen/pages.py"
    return Diagnostic(
        code=code,
        path=f"{TEMPLATES}{path}",
        line=line,
        column=1,
        message=f"the template fails: {error}",
        hint=hint,
    )


def _place_in_template(error: Exception, template: str) -> tuple[str, int]:
    """The innermost frame that is a line of a template."""
    path, line = template, 0
    frame = error.__traceback__
    while frame is not None:
        name = frame.tb_frame.f_globals.get("__name__", "")
        file = frame.tb_frame.f_code.co_filename
        if name in ("", "__main__") or file == "<template>" or file.endswith(".html"):
            line = frame.tb_lineno
            path = file if file.endswith(".html") else path
        frame = frame.tb_next
    return path, line
