"""Phone numbers: what is dialled is derived from what is shown, never typed twice."""

from __future__ import annotations

import re

from site_gen.model import Helpline, Phone, Program, Site

_FULL_NUMBER = 10


def digits_of(number: str) -> str:
    """The digits to dial, with the country's 1 before a full number."""
    digits = re.sub(r"\D", "", number)
    return f"1{digits}" if len(digits) == _FULL_NUMBER else digits


def call_link(number: str, extension: str | None = None) -> str:
    """A `tel:` address (RFC 3966): short codes as they are, full numbers in international form.

    Its hyphens stand where those of the shown number stand, so that in a long list the two compress
    to little more than one.
    """
    is_full = len(digits_of(number)) > _FULL_NUMBER
    dialled = f"+1-{number.removeprefix('1-')}" if is_full else number
    return f"tel:{dialled}" + (f";ext={extension}" if extension else "")


def text_link(number: str) -> str:
    """An `sms:` address."""
    return f"sms:{digits_of(number)}"


def main_phone(program: Program) -> Phone | None:
    """The number to show first."""
    return next((p for p in program.phones if p.type == "main"), next(iter(program.phones), None))


def known_numbers(site: Site) -> frozenset[str]:
    """The digits of every number the site may show: helplines and listed programs, nothing else."""
    listed = {digits_of(phone.number) for program in site.directory.programs for phone in program.phones}
    return frozenset(listed.union(*(_helpline_numbers(helpline) for helpline in site.helplines)))


def _helpline_numbers(helpline: Helpline) -> set[str]:
    numbers = [helpline.call, helpline.tty, helpline.text.to if helpline.text else None]
    return {digits_of(number) for number in numbers if number}
