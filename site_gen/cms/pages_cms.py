"""Pages CMS: .pages.yml."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from site_gen.cms.offer import (
    TITLES,
    CmsSettings,
    Settings,
    Writer,
    list_choices,
    list_offered,
    pattern_of,
    whole,
    write_yaml,
)
from site_gen.model import Helpline, Pattern, Site, SiteConfig
from site_gen.model.forms import ChoiceForm, Form, ListForm, PlainForm, RecordForm
from site_gen.schema import CONFIG, DIRECTORY


def write_pages_cms(site: Site, sources: Mapping[str, bytes]) -> CmsSettings:
    """.pages.yml of Pages CMS: articles, helplines and the site's own file."""
    writer = Writer(site=site, choices=list_choices(site), write=_write_for_pages)
    offered, left_out = list_offered(sources)
    dropped = f"{DIRECTORY}: this editor would drop levels of care of which nothing more is said"
    settings: Settings = {
        "content": [
            *(_pages_articles(writer, language) for language in writer.languages),
            *(_pages_file(writer, path) for path in offered if path != DIRECTORY),
        ],
        "settings": {"content": {"merge": True}},
    }
    return CmsSettings(text=write_yaml(settings, "Pages CMS"), left_out=(*left_out, dropped))


def _pages_articles(writer: Writer, language: str) -> Settings:
    body: Settings = {"name": "body", "label": "Text", "type": "code", "options": {"format": "markdown"}}
    return {
        "name": f"articles-{language}",
        "label": f"Articles ({language})",
        "type": "collection",
        "path": f"content/{language}",
        "format": "yaml-frontmatter",
        "filename": "{primary}.md",
        "view": {"primary": "title", "fields": ["title", "summary"]},
        "fields": [*writer.write_front_matter(language), body],
    }


def _pages_file(writer: Writer, path: str) -> Settings:
    helplines: Settings = {"name": "helplines", "label": "Helplines", "type": "object", "list": True}
    fields = (
        writer.write_fields(SiteConfig) if path == CONFIG else [{**helplines, "fields": writer.write_fields(Helpline)}]
    )
    name = path.rpartition("/")[2].removesuffix(".yaml")
    return {"name": name, "label": TITLES[path], "type": "file", "path": path, "format": "yaml", "fields": fields}


def _write_for_pages(_key: str, form: Form, common: Settings, writer: Writer) -> Settings:
    if isinstance(form, ListForm):
        return _pages_items(form, common, writer)
    if isinstance(form, ChoiceForm):
        return {**common, "type": "select", "options": {"values": list(form.choices)}}
    if isinstance(form, PlainForm):
        return {**common, **_pages_plain(form)}
    if isinstance(form, RecordForm):
        return {**common, "type": "object", "fields": writer.write_fields(form.kind)}
    pattern = pattern_of(form)
    return {**common, "type": "string", **(_pages_pattern(pattern) if pattern else {})}


def _pages_items(form: ListForm, common: Settings, writer: Writer) -> Settings:
    if isinstance(form.item, ChoiceForm):
        return {**common, "type": "select", "options": {"multiple": True, "values": list(form.item.choices)}}
    return {**_write_for_pages("", form.item, common, writer), "list": True}


def _pages_plain(form: PlainForm) -> Settings:
    if form.kind in (bool, int):
        return {"type": "boolean" if form.kind is bool else "number"}
    if form.kind is date:
        return {"type": "date", "options": {"format": "yyyy-MM-dd"}}
    return {"type": "string"}


def _pages_pattern(pattern: Pattern) -> Settings:
    return {"pattern": {"regex": whole(pattern), "message": f"Write {pattern.words}"}}
