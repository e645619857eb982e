"""Whom to call this month, longest unconfirmed first, and what to ask: what the listing does not say, as questions."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO

from site_gen.ages import last_confirmed
from site_gen.as_of import AsOf
from site_gen.known import known, takes_new
from site_gen.listing import LABELS, WORTH_ASKING
from site_gen.model import LevelOfCare, Phone, Program, Site
from site_gen.phones import TOLL_FREE, main_phone
from site_gen.spreadsheet import safe_cell

MONTHS = 12
COLUMNS = ("id", "name", "town", "state", "zip", "phone", "last_confirmed", "ask")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One program to call. *confirmed*: when it last was, in words. *questions*: what to ask, most important first."""

    program: Program
    phone: str
    confirmed: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """*calls*: those of this month. *listed*: how many programs there are in all."""

    calls: tuple[Call, ...]
    listed: int
    day: date


def make_call_list(site: Site, *, today: date, limit: int | None = None) -> CallList:
    """The programs that wait longest; without a *limit*, a twelfth, so that a year goes through all of them."""
    programs = site.directory.listed
    most = math.ceil(len(programs) / MONTHS) if limit is None else limit
    ordered = sorted(programs, key=lambda p: (last_confirmed(p), p.address.city, p.name.lower(), p.id))
    levels = {str(level.id): level for level in site.criteria.levels}
    as_of = AsOf(day=today, limits=site.config.limits)
    calls = tuple(
        Call(
            program=program,
            phone=_say_phone(main_phone(program)),
            confirmed=_say_confirmed(program),
            questions=tuple(_list_questions(program, levels, as_of)),
        )
        for program in ordered[:most]
    )
    return CallList(calls=calls, listed=len(programs), day=today)


def _say_phone(phone: Phone | None) -> str:
    if phone is None:
        return ""
    return f"{phone.number} ext. {phone.extension}" if phone.extension else str(phone.number)


def _say_confirmed(program: Program) -> str:
    if program.verified:
        return f"{program.verified.on} by {program.verified.by}"
    return f"never (listed {program.source.edition})"


# --- what to ask ---------------------------------------------------------------------------------------


def _list_questions(program: Program, levels: dict[str, LevelOfCare], as_of: AsOf) -> Iterator[str]:
    offered = [levels[offering.id] for offering in program.levels if offering.id in levels]
    yield f"Are you still there, with {_say_levels(offered)}?" if program.status == "active" else "Are you open again?"
    yield from _ask_for_contact(program)
    if takes_new(program, as_of.day, as_of.limits) is None:
        yield "Do you take new people now?"
    if untold := [levels[o.id] for o in program.levels if o.id in levels and not (o.hours_per_week and o.sessions)]:
        yield f"{_say_levels(untold)}: how many hours a week, on which days, at what times?"
    yield from _ask_for_unknown(program)
    if program.serves_only is None:
        yield "Is there anyone you do not take?"
    yield from _ask_for_license(program, as_of.day)


def _say_levels(levels: Iterable[LevelOfCare]) -> str:
    return ", ".join(str(level.short) for level in levels)


def _ask_for_contact(program: Program) -> Iterator[str]:
    place, phone = program.address, main_phone(program)
    if not place.street:
        yield f"What is your address in {place.city}?"
    if phone is None:
        yield "At which number do you take calls?"
    elif phone.number[:3] in TOLL_FREE:
        yield f"Does {phone.number} ring at your place? Is there a local number?"
    if not program.website:
        yield "Do you have a website?"


def _ask_for_unknown(program: Program) -> Iterator[str]:
    for group, question in (
        ("payment", "Do you take"),
        ("offers", "Do you have"),
        ("language", "Do you speak"),
    ):
        said = known(program, group)
        unknown = [LABELS[group][one] for one in WORTH_ASKING[group] if one not in said.yes | said.no]
        if unknown:
            yield f"{question}: {', '.join(unknown)}?"


def _ask_for_license(program: Program, today: date) -> Iterator[str]:
    if program.license is None:
        yield "Who licenses you, under which number, until when?"
    elif program.license.expires is None:
        yield f"Until when is your license by {program.license.authority}?"
    elif program.license.expires < today:
        yield f"Your license was listed until {program.license.expires}: until when is it now?"


# --- forms ---------------------------------------------------------------------------------------------


def say_call_list(calls: CallList) -> str:
    """For a terminal: a paragraph for each program, and what to run after the call."""
    paragraphs = [_paragraph(number, call) for number, call in enumerate(calls.calls, 1)]
    head = f"To call this month: {len(calls.calls)} of {calls.listed} programs, longest unconfirmed first."
    after = 'After a call: python build.py verify ID --by "your name" --how phone'
    return "\n\n".join([head, *paragraphs, after])


def _paragraph(number: int, call: Call) -> str:
    place = call.program.address
    lines = [
        f"{number}. {call.program.name}, {place.city}, {place.state}: {call.phone or 'no phone listed'}",
        f"   {call.program.id}; last confirmed: {call.confirmed}",
        *(f"   - {question}" for question in call.questions),
    ]
    return "\n".join(lines)


def write_call_table(calls: CallList) -> str:
    """For a spreadsheet, with nothing in it that one could take for a formula."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for call in calls.calls:
        writer.writerow(map(safe_cell, _row(call)))
    return out.getvalue()


def _row(call: Call) -> Iterable[str]:
    program, place = call.program, call.program.address
    asked = " ".join(call.questions)
    return (program.id, program.name, place.city, place.state, place.zip, call.phone, call.confirmed, asked)
