"""A second reading of the decision table, written without site_gen, to compare the quiz with.

Conditions are evaluated for all combinations of answers at once: a set of combinations is an integer
with one bit for each, so "both" is `&`, "one of" is `|`, and no combination is left to sampling.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import prod
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

Condition: TypeAlias = Mapping[str, Any]
Bits: TypeAlias = int


class Result(NamedTuple):
    """A primary outcome, the variant of its words ("" for a level), and the rule that gave it."""

    outcome: str
    variant: str
    rule: str


@cache
def read_table() -> dict[str, Any]:
    """The table as its file says it."""
    table: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("decision_table.yaml").read_text(encoding="utf-8"))
    return table


@dataclass(frozen=True, slots=True)
class Combinations:
    """Every combination of the values in *domains*."""

    domains: Mapping[str, tuple[str, ...]]
    known: dict[tuple[str, str], Bits] = field(default_factory=dict)

    @property
    def every(self) -> Bits:
        return (1 << prod(map(len, self.domains.values()))) - 1

    def where(self, name: str, values: Collection[str]) -> Bits:
        """The combinations in which *name* has one of *values*."""
        found = 0
        for value in self.domains.get(name, ()):
            if value in values:
                found |= self._where_value(name, value)
        return found

    def matching(self, condition: Condition) -> Bits:
        """The combinations that fit every part of the condition, and one of its `any_of`."""
        found = self.every
        for name, values in condition.items():
            found &= self._any_of(values) if name == "any_of" else self.where(name, values)
        return found

    def example(self, bits: Bits) -> dict[str, str]:
        """The first of these combinations, as values."""
        index = (bits & -bits).bit_length() - 1
        values = {}
        for name, domain in self.domains.items():
            index, digit = divmod(index, len(domain))
            values[name] = domain[digit]
        return values

    def _any_of(self, conditions: list[Condition]) -> Bits:
        found = 0
        for condition in conditions:
            found |= self.matching(condition)
        return found

    def _where_value(self, name: str, value: str) -> Bits:
        """The first input changes fastest: a run of bits that comes back at equal distances."""
        if (name, value) not in self.known:
            before = list(self.domains).index(name)
            sizes = [len(domain) for domain in self.domains.values()]
            run = prod(sizes[:before])
            bits = ((1 << run) - 1) << run * self.domains[name].index(value)
            self.known[name, value] = _repeat(bits, run * sizes[before], prod(sizes[before + 1 :]))
        return self.known[name, value]


def _repeat(bits: Bits, width: int, times: int) -> Bits:
    """*bits*, which are *width* long, set side by side."""
    if times == 1:
        return bits
    half = _repeat(bits, width, times // 2)
    pair = half | half << width * (times // 2)
    return pair if times % 2 == 0 else pair << width | bits


def combine(*, withdrawal: str) -> Combinations:
    """All inputs of the table at one value of withdrawal, and pregnancy, which changes words only."""
    inputs = {name: tuple(values) for name, values in read_table()["decision"]["inputs"].items()}
    return Combinations({**inputs, "withdrawal": (withdrawal,), "pregnant": ("no", "not_sure", "yes")})


def list_valid(combinations: Combinations) -> Bits:
    """Sober living is asked exactly when home is not already sober."""
    sober_home = read_table()["decision"]["valid_when"]["sober_living_na_only_if"]
    return combinations.every & ~(combinations.matching(sober_home) ^ combinations.where("sober_living", ("na",)))


def split_by_result(combinations: Combinations, among: Bits) -> dict[Result, Bits]:
    """The first rule that matches, for each of these combinations."""
    results: dict[Result, Bits] = {}
    for rule in read_table()["decision"]["rules"]:
        decided = among & combinations.matching(rule["when"])
        among &= ~decided
        for variant, bits in _by_variant(combinations, rule, decided):
            if bits:
                results[Result(rule["then"], variant, rule["id"])] = bits
    if among:
        raise AssertionError(f"no rule for {combinations.example(among)}")
    return results


def _by_variant(combinations: Combinations, rule: Mapping[str, Any], decided: Bits) -> list[tuple[str, Bits]]:
    split = []
    for override in read_table()["variant_overrides"]:
        if override["outcome"] == rule["then"]:
            changed = decided & combinations.matching(override["when"])
            split.append((override["variant"], changed))
            decided &= ~changed
    return [*split, (rule.get("variant", ""), decided)]


def derive_withdrawal(answers: Mapping[str, Collection[str]]) -> str:
    """The derived input. Of several substances, one that is listed is enough; none given is not sure."""
    given = {"substances": ("not_sure",), **answers}
    for rule in read_table()["derived"]["withdrawal"]["rules"]:
        if all(set(values) & set(given.get(name, ())) for name, values in rule["when"].items()):
            return str(rule["then"])
    raise AssertionError(answers)
