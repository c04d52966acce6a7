"""What `county check` tells a planner to look at, and what it leaves alone."""

from dataclasses import replace

import pytest

from liancun_sim.county import County, default_county, make_county
from liancun_sim.county.check import check_county
from liancun_sim.vocabulary import use_language


@pytest.fixture(autouse=True)
def english_again():
    yield
    use_language("en")


@pytest.fixture(scope="module")
def county() -> County:
    return make_county(villages=60, seed=5)


def with_cell(county, row, column, value):
    villages = county.villages.copy()
    villages.iloc[row, villages.columns.get_loc(column)] = value
    return replace(county, villages=villages)


def keys(county):
    return [finding.key for finding in check_county(county)]


def test_reconstructed_counties_have_no_findings(county):
    assert check_county(default_county()) == []
    assert check_county(county) == []


@pytest.mark.parametrize(
    ("column", "value", "key"),
    [
        ("households", 12, "tiny_villages"),
        ("population", 12_000, "huge_villages"),
        ("households", 1_000_000, "odd_household_size"),
        ("income_yuan_per_person", 3.2, "odd_income"),
        ("income_yuan_per_person", 42_000.0, "odd_income"),
        ("collective_income_yuan", 5e8, "rich_collective"),
        ("land_mu", 5.0, "odd_land"),
    ],
)
def test_an_implausible_number_is_found(county, column, value, key):
    assert key in keys(with_cell(county, 7, column, value))


def test_an_isolated_village_is_found_and_named_in_both_languages(county):
    lonely = county.villages.index[0]
    apart = replace(county, edges=tuple(edge for edge in county.edges if lonely not in edge))
    (finding,) = check_county(apart)
    name, township = county.villages.loc[lonely, ["name", "township"]]
    expected = f"Villages without a neighbour (1), which can join no union and hear of nothing: {name} ({township})"
    assert str(finding) == expected
    use_language("zh")
    assert str(finding).startswith("有1个村没有相邻村，因而无法加入联村，也得不到外村消息：")


def test_unconnected_parts_are_counted(county):
    first = set(county.villages.index[:20])
    parted = replace(county, edges=tuple(edge for edge in county.edges if (edge[0] in first) == (edge[1] in first)))
    found = {finding.key: finding.fields for finding in check_county(parted)}
    assert found["unconnected_parts"]["count"] >= 2
    assert found["unconnected_parts"]["total"] == 60


def test_neighbours_far_apart_are_found(county):
    ids = list(county.villages.index)
    place = county.villages["x_km"] + county.villages["y_km"]
    pair = tuple(sorted((str(place.idxmin()), str(place.idxmax()))))
    assert pair[0] in ids
    assert keys(with_cell(replace(county, edges=(*county.edges, pair)), 0, "x_km", 400.0)) == ["far_neighbours"]


def test_a_village_with_everybody_as_neighbour_is_found(county):
    hub = str(county.villages.index[30])
    star = {tuple(sorted((hub, str(name)))) for name in county.villages.index if name != hub}
    assert "crowded_neighbours" in keys(replace(county, edges=tuple(sorted({*county.edges, *star}))))


def test_one_township_with_most_villages_is_found(county):
    villages = county.villages.assign(township=["大镇"] * 40 + ["小镇"] * 20)
    (finding,) = check_county(replace(county, villages=villages))
    assert str(finding) == "大镇 has 40 of the county's 60 villages; is the township column right?"


def test_a_mostly_synthesised_county_says_so(county):
    synthesised = dict.fromkeys(county.villages.columns[5:16], 60)
    (finding,) = check_county(replace(county, provenance={"synthesised": synthesised}))
    assert str(finding).startswith("11 of 24 columns are synthesised, not reported: Position north, Cultivated land, ")


def test_many_villages_are_not_all_listed(county):
    tiny = replace(county, villages=county.villages.assign(households=10, population=40))
    finding = next(finding for finding in check_county(tiny) if finding.key == "tiny_villages")
    assert str(finding).endswith(" and 55 more")
