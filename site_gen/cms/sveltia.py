"""Sveltia CMS: config.yml."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from site_gen.cms.offer import (
    TITLES,
    CmsSettings,
    Settings,
    Writer,
    label_of,
    list_choices,
    list_offered,
    pattern_of,
    whole,
    write_yaml,
)
from site_gen.model import Helpline, Organization, Program, Site, SiteConfig
from site_gen.model.forms import ChoiceForm, Form, ListForm, PlainForm, RecordForm
from site_gen.schema import CONFIG, HELPLINES


def write_sveltia(site: Site, sources: Mapping[str, bytes], *, repository: str) -> CmsSettings:
    """config.yml of Sveltia CMS: articles, listings, helplines and the site's own file."""
    writer = Writer(site=site, choices=list_choices(site), write=_write_for_sveltia)
    offered, left_out = list_offered(sources)
    settings: Settings = {
        "backend": {"name": "github", "repo": repository},
        "media_folder": "content",
        "collections": [
            *(_sveltia_articles(writer, language) for language in writer.languages),
            *([{"name": "data", "label": "Data", "files": [_sveltia_file(writer, path) for path in offered]}]),
        ],
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "double"}},
    }
    return CmsSettings(text=write_yaml(settings, "Sveltia CMS"), left_out=left_out)


def _sveltia_articles(writer: Writer, language: str) -> Settings:
    body: Settings = {"name": "body", "label": "Text", "widget": "markdown", "modes": ["raw"]}
    return {
        "name": f"articles-{language}",
        "label": f"Articles ({language})",
        "folder": f"content/{language}",
        # A translation has the file name of its original: `build.py new article` gives it that.
        "create": language == writer.languages[0],
        "extension": "md",
        "format": "yaml-frontmatter",
        "slug": "{{title}}",
        "fields": [*writer.write_front_matter(language), body],
    }


def _sveltia_file(writer: Writer, path: str) -> Settings:
    name = path.rpartition("/")[2].removesuffix(".yaml")
    return {"name": name, "label": TITLES[path], "file": path, "fields": _sveltia_fields(writer, path)}


def _sveltia_fields(writer: Writer, path: str) -> list[Settings]:
    if path == CONFIG:
        return writer.write_fields(SiteConfig)
    if path == HELPLINES:
        return [_sveltia_list("helplines", writer.write_fields(Helpline), {})]
    return [
        _sveltia_list("organizations", writer.write_fields(Organization), {"required": False}),
        # A new one needs its levels, which are not offered: `build.py new program` asks for them.
        _sveltia_list("programs", writer.write_fields(Program), {"allow_add": False, "required": False}),
    ]


def _sveltia_list(name: str, fields: list[Settings], more: Settings) -> Settings:
    return {
        "name": name,
        "label": label_of(name),
        "widget": "list",
        "summary": "{{fields.name}}",
        **more,
        "fields": fields,
    }


def _write_for_sveltia(key: str, form: Form, common: Settings, writer: Writer) -> Settings:
    if key == "organization":
        place = {"collection": "data", "file": "programs", "value_field": "organizations.*.id"}
        return {**common, "widget": "relation", **place, "display_fields": ["organizations.*.name"]}
    if isinstance(form, ListForm):
        return _sveltia_items(form, common, writer)
    if isinstance(form, ChoiceForm):
        return {**common, "widget": "select", "options": list(form.choices)}
    if isinstance(form, PlainForm):
        return {**common, **_sveltia_plain(form)}
    if isinstance(form, RecordForm):
        return {**common, "widget": "object", "fields": writer.write_fields(form.kind)}
    pattern = pattern_of(form)
    return {
        **common,
        "widget": "string",
        **({"pattern": [whole(pattern), f"Write {pattern.words}"]} if pattern else {}),
    }


def _sveltia_items(form: ListForm, common: Settings, writer: Writer) -> Settings:
    if isinstance(form.item, ChoiceForm):
        return {**common, "widget": "select", "multiple": True, "options": list(form.item.choices)}
    if isinstance(form.item, RecordForm):
        return {**common, "widget": "list", "fields": writer.write_fields(form.item.kind)}
    pattern = pattern_of(form.item)
    return {**common, "widget": "list", **({"pattern": [whole(pattern), f"Write {pattern.words}"]} if pattern else {})}


def _sveltia_plain(form: PlainForm) -> Settings:
    if form.kind is bool:
        return {"widget": "boolean"}
    if form.kind is int:
        return {"widget": "number", "value_type": "int"}
    if form.kind is date:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    return {"widget": "string"}
