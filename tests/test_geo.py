"""Where ZIP codes are: the table, the ring around a state, and distances."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from site_gen.geo import RING_MILES, TABLE, Place, import_zips, list_zips, miles, read_steps, write_steps
from tests.criteria import ROOT

SHIPPED = (ROOT / TABLE).read_text(encoding="utf-8")
ROWS = "zip,place,state,latitude,longitude\n{}\n"

codes = st.integers(0, 99_999)
places = st.tuples(st.integers(-9_000, 9_000), st.integers(-18_000, 18_000))


@given(st.dictionaries(codes, places))
def test_steps_give_back_what_they_were_made_of(known: dict[int, tuple[int, int]]) -> None:
    """Whatever the places are; in ascending order."""
    zips = [(code, *place) for code, place in sorted(known.items())]
    assert list(read_steps(iter(list(write_steps(zips))))) == zips


def test_table_is_made_from_rows() -> None:
    """A line a state with its box; a row without a state is left out; zeros in front are not lost."""
    rows = ["08601,Trenton,NJ,40.2171,-74.7429", "07102,Newark,NJ,40.732,-74.1765", "09001,APO,,38.1,15.65"]
    assert import_zips(ROWS.format("\n".join(rows))) == "NJ 4022 4073 -7474 -7418 7102 4073 -7418 1499 -51 -56\n"


def test_shipped_table_knows_the_country() -> None:
    """Fifty states, the District of Columbia and the Marshall Islands; each line in ascending order."""
    lines = [line.split(" ", 5) for line in SHIPPED.splitlines() if not line.startswith("#")]
    read = [list(read_steps(iter(map(int, steps.split())))) for *_, steps in lines]
    assert (len(lines), sum(map(len, read))) == (52, 40_979)
    assert all(zips == sorted(zips) for zips in read)


def test_ring_holds_what_is_near_across_the_border_and_nothing_else() -> None:
    """Delaware's own ZIP codes and, of everybody else's, those within the ring, as going through all pairs finds."""
    lines = [line.split(" ", 5) for line in SHIPPED.splitlines() if not line.startswith("#")]
    zips = {state: list(read_steps(iter(map(int, steps.split())))) for state, *_, steps in lines}
    own = zips["DE"]
    others = [one for state in ("NJ", "PA", "MD", "DC", "VA", "NY", "CT") for one in zips[state]]
    near = [one for one in others if any(miles(one[1:], mine[1:]) <= RING_MILES for mine in own)]
    assert sorted([*own, *near]) == list(list_zips(SHIPPED, frozenset({"DE"})))


@given(st.integers(1_900, 6_500), st.integers(-12_500, -6_500), st.integers(-70, 70), st.integers(-70, 70))
def test_distance_is_that_of_the_globe(latitude: int, longitude: int, up: int, right: int) -> None:
    """Within one in a hundred of the great circle, or a tenth of a mile, wherever people live in the United States."""
    here, there = (latitude, longitude), (latitude + up, longitude + right)
    assert math.isclose(miles(here, there), great_circle(here, there), rel_tol=0.01, abs_tol=0.1)


def great_circle(one: Place, other: Place) -> float:
    """The haversine formula, for a globe of 3,958.8 miles."""
    lat, lon, other_lat, other_lon = (math.radians(degrees / 100) for degrees in (*one, *other))
    half = math.sin((lat - other_lat) / 2) ** 2
    half += math.cos(lat) * math.cos(other_lat) * math.sin((lon - other_lon) / 2) ** 2
    return 2 * 3_958.8 * math.asin(math.sqrt(half))
