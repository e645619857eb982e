"""The file formats as JSON Schemas, for editors that complete and check while somebody types.

They are made from the records that `reading` reads, so they cannot say anything else. In one thing they are stricter:
an editor sees what other readers of YAML make of a value, so text that looks like a number or like true must stand in
quotes, and numbers must not. (`reading` takes both.) They know one file at a time: what fits together is for `checks`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from site_gen.model import (
    Criteria,
    Directory,
    FrontMatter,
    Glossary,
    Helplines,
    Match,
    SiteConfig,
    Sources,
    Translation,
    Wording,
    Words,
)
from site_gen.model.forms import (
    ChoiceForm,
    EitherForm,
    Form,
    ListForm,
    PlainForm,
    RecordField,
    RecordForm,
    TextForm,
    about,
    fields_of,
    form_of,
    short_key,
)
from site_gen.schema import CONFIG, CRITERIA, DIRECTORY, GLOSSARY, HELPLINES, SOURCES, WORDING

Json: TypeAlias = dict[str, object]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# English is the first language of this repository; a site with another one has its originals there.
FRONT_MATTER, TRANSLATION = "content/en/*.md", "content/*/*.md"
RECORDS: Mapping[str, tuple[type, tuple[str, ...]]] = {
    "programs": (Directory, (DIRECTORY, "programs/**/*.yaml")),
    "criteria": (Criteria, (CRITERIA,)),
    "helplines": (Helplines, (HELPLINES,)),
    "site": (SiteConfig, (CONFIG,)),
    "glossary": (Glossary, (GLOSSARY,)),
    "sources": (Sources, (SOURCES,)),
    "wording": (Wording, (WORDING,)),
    "front-matter": (FrontMatter, (FRONT_MATTER,)),
    "translation": (Translation, (TRANSLATION,)),
}

_LANGUAGE = "^[a-z]{2,3}$"
_SOME_TEXT: Json = {
    "type": "string",
    "pattern": r"\S",
    "errorMessage": "write text; in quotes if it looks like a number, a date or like true",
}
_PLAIN: Mapping[type, Json] = {
    bool: {"type": "boolean", "errorMessage": "write true or false"},
    int: {"type": "integer", "minimum": 0, "maximum": 999_999, "errorMessage": "write a whole number, without quotes"},
    date: {
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "errorMessage": "write a date such as 2026-11-22",
    },
    Words: {
        "description": "Text, or text by language: {en: ..., es: ...}",
        "anyOf": [
            _SOME_TEXT,
            {
                "type": "object",
                "patternProperties": {_LANGUAGE: _SOME_TEXT},
                "additionalProperties": False,
                "minProperties": 1,
            },
        ],
    },
    Match: {
        "description": "Answers that count: {criterion: [option, ...]}",
        "type": "object",
        "additionalProperties": {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "array", "items": _SOME_TEXT, "uniqueItems": True},
            ]
        },
    },
}
# `key:` with nothing behind it says the same as leaving the key out.
_NOTHING: Json = {"type": ["null", "string"], "maxLength": 0}


def write_schemas() -> Mapping[str, bytes]:
    """Every schema as a file, by its name."""
    return {file_of(name): write_json(schema_of(name)) for name in RECORDS}


def file_of(name: str) -> str:
    """The name of the file that a schema is written to."""
    return f"{name}.schema.json"


def write_json(value: object) -> bytes:
    """As people and `git diff` can read it."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def schema_of(name: str) -> Json:
    """The schema of one kind of file, by its name in RECORDS."""
    record, paths = RECORDS[name]
    definitions: dict[str, Json] = {}
    root = _write_form(RecordForm(kind=record), definitions)
    return {
        "$schema": DIALECT,
        "title": " and ".join(paths),
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _write_form(form: Form, definitions: dict[str, Json]) -> Json:
    """The schema of one value; those of records are put into *definitions* and referred to."""
    if isinstance(form, TextForm):
        return _write_text(form)
    if isinstance(form, ChoiceForm):
        return {"enum": list(form.choices)}
    if isinstance(form, PlainForm):
        return dict(_PLAIN[form.kind])
    if isinstance(form, ListForm):
        return _write_list(form, definitions)
    if isinstance(form, EitherForm):
        return {"anyOf": [_write_form(one, definitions) for one in form.forms]}
    return _write_keyed(form.kind, definitions) if form.is_keyed else _refer(form.kind, definitions)


def _write_text(form: TextForm) -> Json:
    if form.pattern is None:
        return dict(_SOME_TEXT)
    # \d is any digit of any script for some engines.
    regex = form.pattern.regex.replace(r"\d", "[0-9]")
    return {
        "type": "string",
        "pattern": f"^(?:{regex})$",
        "maxLength": form.pattern.max_length,
        "description": form.pattern.words,
        "errorMessage": f"write {form.pattern.words}; in quotes if it looks like a number",
    }


def _write_list(form: ListForm, definitions: dict[str, Json]) -> Json:
    written: Json = {"type": "array", "items": _write_form(form.item, definitions)}
    # Only texts are compared: two equal records may be two of a kind.
    return {**written, "uniqueItems": True} if isinstance(form.item, TextForm | ChoiceForm) else written


def _refer(record: type, definitions: dict[str, Json]) -> Json:
    if record.__name__ not in definitions:
        definitions[record.__name__] = {}
        definitions[record.__name__] = _write_record(record, definitions, without="")
    return {"$ref": f"#/$defs/{record.__name__}"}


def _write_record(record: type, definitions: dict[str, Json], *, without: str) -> Json:
    fields = [field for field in fields_of(record) if field.key != without]
    required = [field.key for field in fields if field.required]
    return {
        **({"description": about(record)} if about(record) else {}),
        "type": "object",
        "properties": {field.key: _write_field(field, definitions) for field in fields},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _write_field(field: RecordField, definitions: dict[str, Json]) -> Json:
    form = form_of(field.kind)
    written = _write_form(form, definitions)
    if field.required:
        written |= _must_hold_something(form)
    else:
        written = {"anyOf": [written, _NOTHING]}
    return {"description": field.note, **written} if field.note else written


def _must_hold_something(form: Form) -> Json:
    if isinstance(form, ListForm):
        return {"minItems": 1}
    return {"minProperties": 1} if isinstance(form, RecordForm) and form.is_keyed else {}


def _write_keyed(record: type, definitions: dict[str, Json]) -> Json:
    """A mapping of ids to what stands below them."""
    name = record.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _write_record(record, definitions, without="id")
    key = next(form_of(field.kind) for field in fields_of(record) if field.key == "id")
    forms = [{"$ref": f"#/$defs/{name}"}, *_write_short(record, definitions)]
    if all(field.key == "id" or not field.required for field in fields_of(record)):
        forms.append(_NOTHING)
    return {
        "type": "object",
        "propertyNames": _write_form(key, definitions),
        "additionalProperties": forms[0] if len(forms) == 1 else {"anyOf": forms},
    }


def _write_short(record: type, definitions: dict[str, Json]) -> list[Json]:
    """The value of the one needed key, standing alone: it is none as soon as it has a key of the record."""
    field = next((field for field in fields_of(record) if field.key == short_key(record)), None)
    if field is None:
        return []
    written: list[Json] = [{"required": [one.key]} for one in fields_of(record)]
    return [{**_write_field(field, definitions), "not": {"type": "object", "anyOf": written}}]
