"""The directory as JSON in our own format: the keys of programs.yaml, in the same order.

JSON is YAML, so whoever takes these listings over can put them into a programs.yaml of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from site_gen import urls
from site_gen.model import Offering, Organization, Program, Site, Words
from site_gen.progress import Progress, stepped


def make_records(site: Site, *, base_url: str, progress: Progress) -> bytes:
    """One program a line, so that two editions can be compared line by line."""
    directory = site.directory
    home = json.dumps(urls.absolute(base_url, urls.DATA))
    return (
        f'{{"about": {home},\n"organizations": [\n{_write(directory.organizations)}\n],\n'
        f'"programs": [\n{_write(stepped(directory.programs, progress))}\n]}}\n'
    ).encode()


def _write(records: Iterable[Organization | Program]) -> str:
    return ",\n".join(json.dumps(_plain(record), ensure_ascii=False) for record in records)


def _plain(value: object) -> object:
    """Text, truth, a list or a mapping; a day as text."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple):
        return _by_id(value) if value and isinstance(value[0], Offering) else [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Words):
        return value.as_written
    return dict(_say(value)) if is_dataclass(value) else value


def _by_id(offerings: tuple[Offering, ...]) -> dict[str, object]:
    """As in the file: the id is the key, the other fields stand under it."""
    return {str(one.id): {key: value for key, value in _say(one) if key != "id"} for one in offerings}


def _say(record: Any) -> Iterator[tuple[str, object]]:  # noqa: ANN401  any record of the model
    """What the record says: nothing of what is not known. An empty list counts where None would be not known."""
    for field in fields(record):
        value = getattr(record, field.name)
        if value is not None and (value != () or field.default is None):
            yield field.name.rstrip("_"), _plain(value)
