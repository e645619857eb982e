"""What looks wrong only when a list is seen as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_gen.diagnostics import Diagnostic
from site_gen.model import Program

# An organization with a few houses may well have one number; a national call center stands at dozens.
TOWNS_OF_A_CALL_CENTER = 5


def note_shared_phones(programs: Iterable[Program], path: str) -> Iterator[Diagnostic]:
    """W703 for each main number that stands at places in many towns: it may not reach the place itself."""
    towns: dict[str, set[tuple[str, str]]] = {}
    for program in programs:
        for phone in program.phones:
            if phone.type == "main":
                towns.setdefault(str(phone.number), set()).add((program.address.city, program.address.state))
    for number, places in sorted(towns.items()):
        if len(places) >= TOWNS_OF_A_CALL_CENTER:
            yield _shared(number, len(places), path)


def _shared(number: str, towns: int, path: str) -> Diagnostic:
    message = f"the phone {number} is the main line of places in {towns} towns; it may be a call center"
    hint = "ask each place for a number of its own"
    return Diagnostic(code="W703", path=path, message=message, hint=hint)
