"""Pages to bytes, and the files beside pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

import jinja2
from markupsafe import Markup

from site_gen import i18n, urls
from site_gen.articles import articles_in, group_by_stage
from site_gen.assets import (
    TEMPLATES,
    Script,
    content_policy,
    join_own_styles,
    join_styles,
    list_scripts,
    name_script,
    read_inline_script,
    template_closure,
)
from site_gen.colors import write_colors
from site_gen.diagnostics import Diagnostic
from site_gen.foreign import has_foreign, settle_foreign
from site_gen.linked_data import Speaker, describe_page
from site_gen.listed_pages import Output, Standing
from site_gen.model import Article, Site
from site_gen.page import Frame, Page
from site_gen.page_addresses import Addresses
from site_gen.pages import crisis_lines
from site_gen.parts import write_parts
from site_gen.template_environment import make_environment

# A translation may weigh so much more than the page it is made from: Spanish says what the quiz says in an eighth more.
LONGER = 1.08


def render_document(
    template: str, context: Mapping[str, object], site: Site, sources: Mapping[str, bytes]
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """A document that is no page of the site, such as the reviewers' report; its only style is the sheet beside it."""
    nowhere = Standing(base_url="", is_indexed=False)
    language = str(site.config.languages[0])
    alone = Addresses(home=language, names={})
    renderer = Renderer(site=site, sources=sources, standing=nowhere, addresses=alone, articles=())
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


class Renderer:
    """One environment for each language, one style sheet for each template and page style."""

    def __init__(
        self,
        *,
        site: Site,
        sources: Mapping[str, bytes],
        standing: Standing,
        addresses: Addresses,
        articles: Collection[tuple[str, Article]],
    ) -> None:
        self.site = site
        self.sources = sources
        self.standing = standing
        self.addresses = addresses
        self.scripts = list_scripts(sources)
        self.exit_script = read_inline_script("exit", sources) if site.config.exit_url else ""
        self.templates = {
            path.removeprefix(TEMPLATES): data.decode()
            for path, data in sources.items()
            if path.startswith(TEMPLATES) and path.endswith(".html")
        }
        self.catalogue = cache(partial(i18n.read_catalogue, sources))
        self.environment = cache(self._environment)
        self.style = cache(self._style)
        self.articles = {
            (language, section): articles_in(section, (article for spoken, article in articles if spoken == language))
            for language in addresses.languages
            for section in ("guide", "site")
        }
        self.stages = {language: group_by_stage(self.articles[language, "guide"]) for language in addresses.languages}

    @property
    def shared(self) -> tuple[object, ...]:
        """All that any page may show beside what is gathered for it, but for its own templates."""
        beside = {path: data for path, data in self.sources.items() if path.startswith(TEMPLATES)}
        return (
            self.site.config,
            self.site.helplines,
            self.articles,
            self.addresses,
            (self.standing.base_url, self.standing.is_indexed),
            {path: data for path, data in beside.items() if not path.endswith(".html")},
        )

    def render(self, page: Page) -> tuple[Output, ...] | Diagnostic:
        """The page, and the modules that its scripts import; or what is wrong with a template."""
        try:
            return tuple(self._outputs(page))
        except Exception as error:  # noqa: BLE001  a template can fail in any way that Python can
            return _template_fault(error, page.frame.template)

    def _outputs(self, page: Page) -> Iterator[Output]:
        modules = self._modules(page)
        files = {name: f"./{module.path.rsplit('/', 1)[-1]}" for name, module in modules.items()}
        content = self._fill(page, page.frame.template, {"modules": files})
        if has_foreign(content):
            content = self._fill(page, page.frame.template, {"modules": files, "is_translated": False})
        path, content = urls.output_path(self.place(page.frame)), settle_foreign(content)
        budget = page.budget if page.frame.language == self.addresses.home else round(page.budget * LONGER)
        yield Output(path=path, content=content.encode(), budget=budget)
        for module in modules.values():
            yield Output(path=module.path, content=module.content)

    def place(self, frame: Frame) -> str:
        """Where a page stands."""
        return self.addresses.place(frame.address, frame.language)

    def _modules(self, page: Page) -> dict[str, Script]:
        """What the page's scripts may import, by name: its data, and as `parts` what they build."""
        written = dict(page.modules)
        if parts := page.frame.parts:
            style = join_own_styles(template_closure(parts, self.templates), self.sources)
            written["parts"] = write_parts(settle_foreign(self._fill(page, parts, {})), style)
        return {name: name_script(name, text) for name, text in written.items()}

    def _fill(self, page: Page, template: str, more: Mapping[str, object]) -> str:
        found = self.environment(page.frame.language).get_template(template)
        return found.render({**self._shared(page), **more, **page.context})

    def _shared(self, page: Page) -> dict[str, object]:
        frame, language = page.frame, page.frame.language
        style = self.style(frame.template, page.style)
        link = self._link_maker(frame)
        absolute = self._absolute(language)
        speaker = Speaker(language=language, say=self.catalogue(language).gettext, absolute=absolute)
        return {
            "site": self.site.config,
            "guide": self.articles[language, "guide"],
            "guide_stages": self.stages[language],
            "about": self.articles[language, "site"],
            "crisis": crisis_lines(self.site, language),
            "helplines": {str(line.id): line for line in self.site.helplines},
            "language": language,
            "direction": i18n.text_direction(language),
            "address": frame.address,
            "is_indexed": self.standing.is_indexed and page.in_sitemap,
            "canonical": absolute(frame.address),
            "in_languages": tuple(self._in_language(frame, one) for one in self.addresses.languages),
            "is_translated": True,
            "parents": page.parents,
            "linked_data": describe_page(page, speaker),
            "url": link,
            "script": lambda name: link(self.scripts[name].path),
            # Our own files, joined; escaping them would break selectors such as `a > b`.
            "style": Markup(style),  # noqa: S704
            "exit_script": Markup(self.exit_script),  # noqa: S704  likewise: escaped, it would be another script
            # Nothing in it needs escaping between double quotes, and its many single ones would weigh.
            "policy": Markup(content_policy(style, self.exit_script)),  # noqa: S704  likewise
        }

    def _in_language(self, frame: Frame, language: str) -> InLanguage:
        absolute, here = self._absolute(language), self.place(frame)
        return InLanguage(
            code=language,
            name=i18n.name_language(language),
            direction=i18n.text_direction(language),
            address=absolute(frame.address),
            link=urls.relative(here, self.addresses.place(frame.address, language)),
            say=self.catalogue(language).gettext,
            url=absolute,
        )

    def _absolute(self, language: str) -> Callable[[str], str]:
        """What makes whole addresses of pages in *language*."""
        return lambda address: urls.absolute(self.standing.base_url, self.addresses.place(address, language))

    def _link_maker(self, frame: Frame) -> Callable[[str], str]:
        """Relative links; absolute ones on the page that hosts show in place of any other."""
        if frame.address == urls.NOT_FOUND:
            return self._absolute(frame.language)
        return self.addresses.linker(frame.address, frame.language)

    def _style(self, template: str, extra: str) -> str:
        extra = write_colors(self.site.config.colors) + extra
        return join_styles(template_closure(template, self.templates), self.sources, extra)

    def _environment(self, language: str) -> jinja2.Environment:
        return make_environment(self.templates, language, self.addresses.home, self.catalogue(language))


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
