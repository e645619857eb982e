"""The schemas for editors say what the build says, of the site, of what is broken, and of whatever people may write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.documents import FENCE, parse
from site_gen.json_schema import RECORDS, file_of, schema_of, write_schemas
from site_gen.model import Pattern
from site_gen.model.forms import (
    ChoiceForm,
    EitherForm,
    Form,
    ListForm,
    PlainForm,
    TextForm,
    fields_of,
    form_of,
    short_key,
)
from site_gen.reading import Notes, reader_of
from tests.examples import examples
from tests.json_schema import find_schema_faults
from tests.plain_yaml import read_plain, write_plain
from tests.small_site import ROOT, read_folder, small_sources
from tests.test_broken_sites import BROKEN, SITES_OF_CODES, changes_of

FORM_CODES = ("E201", "E202", "E203", "E204", "E205", "E206")


@cache
def schema(name: str) -> dict[str, Any]:
    return schema_of(name)


def name_of(path: str) -> str:
    """The kind of file that stands at *path*; originals are asked for before translations."""
    return next((name for name, (_, globs) in RECORDS.items() if any(fnmatch(path, glob) for glob in globs)), "")


def yaml_of(path: str, data: bytes) -> str:
    text = data.decode()
    return text.split(f"{FENCE}\n")[1] if path.endswith(".md") else text


def told_by_reading(path: str, data: bytes) -> tuple[str, ...]:
    """The codes of what is wrong with the form of a file, as the build finds them."""
    (document,), _ = parse({path: data})
    notes = Notes()
    reader_of(RECORDS[name_of(path)][0])(document.root, notes)
    return tuple(fault.code for fault in notes.faults)


def told_by_schema(path: str, data: bytes) -> tuple[str, ...]:
    return find_schema_faults(read_plain(yaml_of(path, data)), schema(name_of(path)))


def own_files() -> dict[str, bytes]:
    content = {f"content/{path}": data for path, data in read_folder(ROOT / "content").items()}
    return {**content, "programs.yaml": (ROOT / "programs.yaml").read_bytes()}


@pytest.mark.parametrize("sources", [own_files(), small_sources()], ids=["this site", "the small site"])
def test_what_builds_fits_its_schema(sources: dict[str, bytes]) -> None:
    """Every file of the repository's own sites, so whoever edits one sees no false alarm."""
    paths = [path for path in sources if name_of(path)]
    assert set(RECORDS) == {name_of(path) for path in paths} | {"glossary", "translation"}
    assert {} == {path: faults for path in paths if (faults := told_by_schema(path, sources[path]))}


def readable(code: str) -> Iterator[tuple[str, bytes]]:
    """The files that a broken site changes and that are YAML at all."""
    for path, data in changes_of(BROKEN / code).items():
        if not name_of(path) or data is None:
            continue
        encoded = data.encode() if isinstance(data, str) else data
        if parse({path: encoded})[0]:
            yield path, encoded


@pytest.mark.parametrize("code", SITES_OF_CODES)
def test_what_is_broken_in_form_breaks_its_schema_and_nothing_else_does(code: str) -> None:
    """Unknown keys, missing ones, wrong kinds, patterns, choices, and what stands twice."""
    files = dict(readable(code))
    wrong = {path for path, data in files.items() if told_by_reading(path, data)}
    assert wrong == {path for path, data in files.items() if told_by_schema(path, data)}
    assert bool(wrong) == (code in FORM_CODES)


def test_a_zip_code_without_quotes_breaks_the_schema_alone() -> None:
    """The build reads it rightly, other programs would not."""
    data = small_sources()["programs.yaml"].replace(b'"08601"', b"08601")
    assert () == told_by_reading("programs.yaml", data)
    assert ("/programs/1/address/zip: 8601 breaks type 'string'",) == told_by_schema("programs.yaml", data)


def test_written_schemas_are_those_of_the_records() -> None:
    """docs/schemas stands in git, so that an editor finds it; `build.py schema` renews it."""
    assert dict(write_schemas()) == read_folder(ROOT / "docs/schemas")


def test_patterns_mean_the_same_to_every_engine() -> None:
    r"""No \d, \w or \b, which know other letters elsewhere, and no group that JavaScript has not."""
    patterns = [p for data in write_schemas().values() for p in re.findall(r'"pattern": "(.*)"', data.decode())]
    assert patterns
    odd = [p for p in patterns if re.search(r"\\\\[^S.\[\]]|\(\?[^:]|[*+?}]\+", p)]
    assert [] == odd


def test_editors_find_the_schema_of_every_yaml_file() -> None:
    """VS Code's settings name each schema with its files; front matter has no editor that reads one."""
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    files = {
        file_of(name): list(globs)
        for name, (_, globs) in RECORDS.items()
        if name not in {"front-matter", "translation"}
    }
    assert {f"./docs/schemas/{name}": globs for name, globs in files.items()} == settings["yaml.schemas"]


# --- whatever people write -----------------------------------------------------------------------------

TEXTS = st.sampled_from(["Some words", "no", "true", "911", "2026-11-22", "a: b # c", 'say "é"', "x" * 301])
PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "bool": st.booleans(),
    "int": st.integers(0, 999_999),
    "date": st.dates().map(str),
    "Words": st.one_of(TEXTS, st.dictionaries(st.sampled_from(["en", "es", "zh"]), TEXTS, min_size=1, max_size=2)),
    "Match": st.dictionaries(
        st.sampled_from(["home", "ride"]), st.one_of(TEXTS, st.lists(TEXTS, max_size=2, unique=True))
    ),
}


@cache
def values_of(form: Form, *, required: bool = True) -> st.SearchStrategy[Any]:
    """Values that look as they should; what is *required* holds something."""
    if isinstance(form, TextForm):
        return texts_of(form.pattern) if form.pattern else TEXTS
    if isinstance(form, ChoiceForm):
        return st.sampled_from(form.choices)
    if isinstance(form, PlainForm):
        return PLAIN[form.kind.__name__]
    if isinstance(form, ListForm):
        return st.lists(values_of(form.item), min_size=required, max_size=2, unique_by=str)
    if isinstance(form, EitherForm):
        return st.one_of([values_of(one) for one in form.forms])
    return keyed_values(form.kind, required=required) if form.is_keyed else record_values(form.kind)


@cache
def texts_of(pattern: Pattern) -> st.SearchStrategy[str]:
    texts = st.from_regex(re.compile(pattern.regex, re.ASCII), fullmatch=True)
    return texts.filter(lambda text: len(text) <= pattern.max_length and text == shortened(text))


@cache
@st.composite
def record_values(draw: st.DrawFn, record: type, without: str = "") -> dict[str, Any]:
    """The needed keys, and some of the others."""
    return {
        field.key: draw(values_of(form_of(field.kind), required=field.required))
        for field in fields_of(record)
        if field.key != without and (field.required or draw(st.integers(0, 3)) == 0)
    }


@cache
@st.composite
def keyed_values(draw: st.DrawFn, record: type, *, required: bool) -> dict[str, Any]:
    """Ids with a record each, or with its one needed value."""
    short = [form_of(field.kind) for field in fields_of(record) if field.key == short_key(record)]
    ids = next(values_of(form_of(field.kind)) for field in fields_of(record) if field.key == "id")
    below = st.one_of(record_values(record, "id"), *map(values_of, short))
    return draw(st.dictionaries(ids, below, min_size=required, max_size=2))


ODD: tuple[Any, ...] = (
    None,
    "",
    "x1",
    "2026-02-30",
    "é" * 301,
    [],
    {},
    ["x1", "x1"],
    {"id": "x1"},
    {"en": "x"},
    {"do": "x"},
    {"no_such": "x"},
)


@cache
@st.composite
def spoiled_values(draw: st.DrawFn, record: type) -> dict[str, Any]:
    """A record as it should be, but for one place."""
    value: dict[str, Any] = spoil(draw, draw(record_values(record)))
    return value


def spoil(draw: st.DrawFn, value: Any) -> Any:  # noqa: ANN401  as JSON has it
    """*value* with something odd in one place of it, or with one place gone."""
    places = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    if not places or draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(ODD))
    place = draw(st.sampled_from(places))
    if draw(st.integers(0, 5)) == 0:
        kept = [(key, value[key]) for key in places if key != place]
        return dict(kept) if isinstance(value, dict) else [inner for _, inner in kept]
    inner = spoil(draw, value[place])
    return {**value, place: inner} if isinstance(value, dict) else [*value[:place], inner, *value[place + 1 :]]


def shortened(text: str) -> str:
    """Without what YAML cannot hold, and blanks at the ends, which the build takes off."""
    return " ".join(re.sub(r"[^\x20-\x7e\u00a1-\u024f]", "x", text).split())


def settled(value: Any) -> Any:  # noqa: ANN401  as JSON has it
    if isinstance(value, dict):
        return {key: settled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [settled(inner) for inner in value if inner is not None]
    return shortened(value) if isinstance(value, str) else value


def is_read(record: type, value: object) -> bool:
    """Whether the build has nothing to say of the form of *value*, written as YAML."""
    text = write_plain(value)
    assert value == read_plain(text)
    (document,), _ = parse({"x.yaml": text.encode()})
    notes = Notes()
    reader_of(record)(document.root, notes)
    return not notes.faults


@pytest.mark.parametrize("name", RECORDS)
@examples(5)
@given(data=st.data())
def test_whatever_is_written_as_it_should_be_is_right_for_both(name: str, data: st.DataObject) -> None:
    """For the build and for the schema, as long as text stands in quotes and numbers do not."""
    record = RECORDS[name][0]
    value = settled(data.draw(record_values(record)))
    assert () == find_schema_faults(value, schema(name))
    assert is_read(record, value)


@pytest.mark.parametrize("name", RECORDS)
@examples(10)
@given(data=st.data())
def test_whatever_is_spoiled_is_judged_alike(name: str, data: st.DataObject) -> None:
    """Wrong for both, or for neither."""
    record = RECORDS[name][0]
    value = settled(data.draw(spoiled_values(record)))
    assert is_read(record, value) == (not find_schema_faults(value, schema(name)))
