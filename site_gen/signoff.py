"""What a clinician signs: the criteria's rules and words as two digests, and whose signatures hold today.

Digests are made from what was read, so comments, layout and the order of keys in the file do not count. Every field of
the criteria belongs to one of the two, unless it is named in `LEFT_OUT`; so a field that is added later is signed too.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from site_gen.diagnostics import Diagnostic, fault, quoted
from site_gen.model import Criteria, Match, Signature, Site, Words

SIGNATURES_NEEDED = 2
SHORT = 12

# What people write before and after their names, without dots. No initials: one may be all that tells two people apart.
TITLES = frozenset(
    {
        *("dr", "doctor", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "rev"),
        *("md", "phd", "psyd", "dnp", "mph", "rn", "np", "lcsw", "lsw", "msw", "lpc", "lac", "lcadc", "cadc"),
    }
)

# Checks and notes of the authors, and where facts come from: no reader is told anything else by them.
LEFT_OUT = frozenset({"examples", "open_question", "review", "sources"})

# Shown to readers as it stands, and no rule looks at it.
SHOWN = frozenset({"article", "asam", "hours_per_week", "hours_per_week_teens"})

# Words that no reader sees, and that switch a proof off.
UNSHOWN = "not_sure_because"

# Where the order of options is the statement.
ORDERED = "never_lower"

Entries: TypeAlias = Mapping[str, Any]
"""What stands at each place of the criteria, such as `gates/danger_now/then`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedParts:
    """The parts that are signed apart: a changed word does not void the rules, nor one language another.

    *wording*: in the language that it was written in. *translations*: in each of the others.
    """

    rules: Entries
    wording: Entries
    translations: Mapping[str, Entries]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    rules: str
    wording: str
    translations: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSignature:
    """*voids*: why the signature does not hold today, in words that follow the name; *counts*: once for each person.

    *rules* and *wording*: whether the signature holds for this part by itself. *languages*: besides the first
    one, those for which it holds too. *lapsed*: those whose words are not the ones signed any more, and why.
    """

    signature: Signature
    voids: tuple[str, ...]
    counts: bool
    rules: bool
    wording: bool
    languages: tuple[str, ...]
    lapsed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStatus:
    digests: Digests
    checked: tuple[CheckedSignature, ...]

    @property
    def signers(self) -> tuple[str, ...]:
        return tuple(" ".join(one.signature.name.split()) for one in self.checked if one.counts)

    @property
    def is_reviewed(self) -> bool:
        return len(self.signers) >= SIGNATURES_NEEDED

    def signers_in(self, language: str) -> tuple[str, ...]:
        """Who has signed the words in another language as well."""
        counting = (one for one in self.checked if one.counts and language in one.languages)
        return tuple(" ".join(one.signature.name.split()) for one in counting)


def check_signatures(site: Site, *, today: date) -> tuple[Diagnostic, ...]:
    """E510 where the site must be reviewed and is not; W510 for a signature that no longer holds."""
    status = find_status(site.criteria, today=today)
    is_stopped = site.config.require_review and not status.is_reviewed
    hint = "`build.py review` prints the digests to sign, and what has changed"
    found = [
        fault("E510" if is_stopped else "W510", one.signature.name, message, hint)
        for one in status.checked
        for message in _say_voids(one)
    ]
    path = site.criteria.disclaimer.at.path
    if is_stopped:
        found.append(Diagnostic(code="E510", path=path, message=_say_missing(status.signers), hint=hint))
    elif site.config.require_review:
        for language in site.config.languages[1:]:
            if len(status.signers_in(language)) < SIGNATURES_NEEDED:
                message = f"{_say_missing(status.signers_in(language))} the words in {quoted(language)} too"
                found.append(Diagnostic(code="E510", path=path, message=message, hint=hint))
    return tuple(found)


def _say_voids(one: CheckedSignature) -> Iterator[str]:
    signed = one.signature
    if one.voids:
        yield f"the signature of {quoted(signed.name)} of {signed.on} does not hold: {'; '.join(one.voids)}"
        return
    for language, why in one.lapsed:
        yield f"the signature of {quoted(signed.name)} of {signed.on} does not hold for {quoted(language)}: {why}"


def _say_missing(signers: tuple[str, ...]) -> str:
    """How many signatures hold, and whose."""
    names = ", ".join(map(quoted, signers))
    held = f"the signature of {names} holds" if names else "no signature holds"
    return f"the site requires a review, and {held}: {SIGNATURES_NEEDED} different people must sign"


def is_reviewed(site: Site, language: str, *, today: date) -> bool:
    """Whether enough different people have signed these very rules and words, and their signatures hold today.

    The words are those that readers in *language* are shown.
    """
    status = find_status(site.criteria, today=today)
    is_first = language == site.config.languages[0]
    return status.is_reviewed if is_first else len(status.signers_in(language)) >= SIGNATURES_NEEDED


def find_status(criteria: Criteria, *, today: date) -> ReviewStatus:
    """Every signature with what is wrong with it, and the digests it should name."""
    digests = compute_digests(criteria)
    seen: set[str] = set()
    checked = []
    for signature in criteria.review.signatures:
        checked.append(_check(signature, digests, today, seen))
        seen |= {_person_of(signature)} if checked[-1].counts else set()
    return ReviewStatus(digests=digests, checked=tuple(checked))


def _check(signature: Signature, digests: Digests, today: date, seen: set[str]) -> CheckedSignature:
    lapses = tuple(_find_lapses(signature, today))
    changes = {
        part: f"the {part} signed were {signed[:SHORT] or 'not named'}, and they are {now[:SHORT]} now"
        for part, signed, now in (
            ("rules", signature.rules_digest, digests.rules),
            ("wording", signature.wording_digest, digests.wording),
        )
        if signed != now
    }
    voids = (*lapses, *changes.values())
    signed = {str(one.id): one.digest for one in signature.translations}
    current = {language for language, digest in digests.translations.items() if signed.get(language) == digest}
    return CheckedSignature(
        signature=signature,
        voids=voids,
        counts=not voids and _person_of(signature) not in seen,
        rules=not lapses and "rules" not in changes,
        wording=not lapses and "wording" not in changes,
        languages=tuple(sorted(current)) if not voids else (),
        lapsed=tuple(
            (
                language,
                f"the words signed were {digest[:SHORT]}, and they are {digests.translations[language][:SHORT]} now",
            )
            for language, digest in signed.items()
            if language in digests.translations and language not in current
        ),
    )


def _person_of(signature: Signature) -> str:
    """The words of the name in any order, without titles, degrees, dots and capitals: one person counts once.

    It errs on the side of one person: a third signature is easier to get than a review by one is to undo.
    """
    words = signature.name.casefold().replace(".", "").replace(",", " ").split()
    return " ".join(sorted(word for word in words if word not in TITLES))


def _find_lapses(signature: Signature, today: date) -> Iterator[str]:
    if not _person_of(signature):
        yield "nobody is named"
    if signature.on > today:
        yield f"its date is still to come on {today}"
    if signature.expires < today:
        yield f"it expired on {signature.expires}"


# --- digests -------------------------------------------------------------------------------------------


# Every page of the quiz asks whether it is signed.
@lru_cache(maxsize=4)
def compute_digests(criteria: Criteria) -> Digests:
    """SHA-256 over each part as JSON with sorted keys."""
    parts = split_criteria(criteria)
    translations = {language: _digest(entries) for language, entries in parts.translations.items()}
    return Digests(rules=_digest(parts.rules), wording=_digest(parts.wording), translations=translations)


def _digest(entries: Entries) -> str:
    text = json.dumps(entries, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def split_criteria(criteria: Criteria) -> SignedParts:
    """All that is signed, by its place: what rules look at, and what readers see."""
    parts: dict[str, dict[str, Any]] = {RULES: {}, WORDING: {}}
    for path, value, part in _list_record(criteria, "", is_shown=False):
        parts.setdefault(part, {})[path] = value
    return SignedParts(rules=parts.pop(RULES), wording=parts.pop(WORDING), translations=parts)


RULES, WORDING = "rules", "wording"

_Entry: TypeAlias = tuple[str, Any, str]
"""A place, what stands there, and the part it belongs to: RULES, WORDING, or the code of another language."""


def _list_record(record: Any, path: str, *, is_shown: bool) -> Iterator[_Entry]:
    """The fields that are not as they are when left out: a field the format gains later voids no signature."""
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if field.name not in LEFT_OUT and field.name != "id" and value != field.default:
            place = f"{path}/{field.name}" if path else field.name
            value = str(value) if field.name == UNSHOWN else value
            yield from _list_value(value, place, is_shown=is_shown or field.name in SHOWN)


def _list_value(value: Any, path: str, *, is_shown: bool) -> Iterator[_Entry]:
    if isinstance(value, Words):
        for place, (language, text) in enumerate(value.translations):
            yield path, " ".join(text.split()), language if place else WORDING
    elif isinstance(value, Match):
        for criterion, options in value.terms:
            names = [str(option) for option in options]
            yield f"{path}/{criterion}", names if path == ORDERED else sorted(names), _part(is_shown=is_shown)
    elif dataclasses.is_dataclass(value):
        yield from _list_record(value, path, is_shown=is_shown)
    elif isinstance(value, tuple):
        yield from _list_several(value, path, is_shown=is_shown)
    else:
        yield path, str(value) if isinstance(value, str) else value, _part(is_shown=is_shown)


def _part(*, is_shown: bool) -> str:
    return WORDING if is_shown else RULES


def _list_several(values: tuple[Any, ...], path: str, *, is_shown: bool) -> Iterator[_Entry]:
    """Records by their ids, and the order of these; others by their number; plain values as a list."""
    if not values:
        return
    if not dataclasses.is_dataclass(values[0]):
        yield path, [str(one) if isinstance(one, str) else one for one in values], _part(is_shown=is_shown)
        return
    ids = [str(one.id) if hasattr(one, "id") else "" for one in values]
    if all(ids):
        yield f"{path}/order", ids, _part(is_shown=is_shown)
    for number, (name, one) in enumerate(zip(ids, values, strict=True), 1):
        yield from _list_value(one, f"{path}/{name or number}", is_shown=is_shown)
