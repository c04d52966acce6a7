"""The reconstructed county meets the published aggregates, for any seed and size."""

import numpy as np
import pytest

from liancun_sim.county import default_county, make_county
from liancun_sim.county.adjacency import adjacency_of, connected_parts
from liancun_sim.county.reported_cases import REPORTED_CASES
from liancun_sim.county.schema import TRADES, VILLAGE_FIELDS

NAMED_PAIRS = (("前柏庄", "许家洼"), ("前楸庄", "后楸庄"), ("桑村", "孙家塞"), ("冀家楼", "小王楼"))


def ids_by_name(county, *names):
    villages = county.villages
    return [villages.index[villages["name"] == name].item() for name in names]


def neighbours(county, village):
    return {a if b == village else b for a, b in county.edges if village in (a, b)}


def test_default_county_meets_the_gazette():
    county = default_county()
    villages = county.villages
    assert len(villages) == 754
    assert len(county.townships) == 17
    assert villages["population"].sum() == pytest.approx(680_000, rel=1e-4)
    assert villages["households"].sum() == pytest.approx(180_000, rel=0.01)
    assert villages["land_mu"].sum() / villages["population"].sum() == pytest.approx(1.66, rel=0.05)
    assert list(villages.columns) == [field.name for field in VILLAGE_FIELDS]
    assert villages.index.is_monotonic_increasing


@pytest.mark.parametrize("seed", [2008, 1, 2])
def test_size_and_income_distributions_hold_for_any_seed(seed):
    villages = make_county(seed=seed).villages
    assert 44 <= (villages["population"] < 300).sum() <= 52  # 47 published
    below = (villages["collective_income_yuan"] < 50_000).mean()
    assert 0.58 <= below <= 0.67  # 58–67 % published
    mean = np.average(villages["income_yuan_per_person"], weights=villages["population"])
    assert mean == pytest.approx(4237, rel=1e-3)
    assert np.log(villages["income_yuan_per_person"]).std() == pytest.approx(0.23, abs=0.01)


def test_village_centres_lie_as_far_apart_as_the_area_says():
    villages = default_county().villages
    place = villages[["x_km", "y_km"]].to_numpy()
    hull_cells = {(int(x // 3), int(y // 3)) for x, y in place}
    assert len(hull_cells) * 9 == pytest.approx(1152, rel=0.25)  # 3-km squares with a village cover the county
    distance = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
    np.fill_diagonal(distance, np.inf)
    assert 0.7 < distance.min(axis=1).mean() < 1.24


def test_adjacency_is_connected_and_planar_in_density():
    county = default_county()
    adjacency = adjacency_of(list(county.villages.index), county.edges)
    assert 5 <= adjacency.degree.mean() <= 6
    assert len(county.edges) <= 3 * 754 - 6  # Euler's bound for planar graphs
    assert connected_parts(adjacency).max() == 0


def test_villages_of_the_reports_are_there_adjacent_and_in_their_townships():
    county = default_county()
    villages = county.villages
    for one, other in NAMED_PAIRS:
        first, second = ids_by_name(county, one, other)
        assert second in neighbours(county, first)
    homes = {name: villages.loc[ids_by_name(county, name)[0], "township"] for pair in NAMED_PAIRS for name in pair}
    assert homes == {
        "前柏庄": "榆店乡", "许家洼": "榆店乡", "前楸庄": "甘桥镇", "后楸庄": "甘桥镇",
        "桑村": "青堂镇", "孙家塞": "青堂镇", "冀家楼": "青堂镇", "小王楼": "青堂镇",
    }  # fmt: skip


def test_unions_of_the_reports_have_members_beside_their_hub():
    county = default_county()
    mayuan, duhang = ids_by_name(county, "马家营", "杜家铺")
    orchard_partners = [v for v in neighbours(county, mayuan) if county.villages.loc[v, "spare_land_mu"] == 450]
    assert len(orchard_partners) == 4
    assert county.villages.loc[mayuan, "spare_land_mu"] == 0  # no land of its own left
    firms = [v for v in neighbours(county, duhang) if county.villages.loc[v, "workshops"] in (12, 15)]
    assert len(firms) == 2


def test_small_forging_villages_stay_below_300_people():
    villages = default_county().villages
    small = villages[villages["name"].isin(["桑村", "孙家塞", "冀家楼", "小王楼"])]
    assert (small["population"] < 300).all()
    assert set(small["leading_trade"]) == {"bearing_forging"}


def test_earlier_pairing_is_told_from_both_sides():
    county = default_county()
    front, back = ids_by_name(county, "前楸庄", "后楸庄")
    assert county.villages.loc[front, "tied_to"] == back
    assert county.villages.loc[back, "tied_to"] == front
    assert (county.villages["tied_to"] != "").sum() == 2


def test_names_are_chinese_and_unique_in_a_township():
    villages = make_county(villages=1500, seed=4).villages
    assert not villages.duplicated(["township", "name"]).any()
    assert villages["name"].str.fullmatch("[\u4e00-\u9fff]{2,5}").all()
    assert villages["township"].str.fullmatch("[\u4e00-\u9fff]+[镇乡]").all()


def test_trades_average_to_the_county_income_shares():
    mean = sum(np.array(trade.shares) * trade.frequency for trade in TRADES)
    assert mean == pytest.approx([0.42, 0.13, 0.39, 0.06], abs=0.002)
    assert sum(trade.frequency for trade in TRADES) == pytest.approx(1)


def test_cadre_posts_follow_the_law():
    villages = default_county().villages
    bands = villages.groupby(np.digitize(villages["population"], [1000, 3001]))["cadre_posts"]
    assert bands.min().tolist() == [3, 4, 6]
    assert bands.max().tolist()[:2] == [3, 5]
    assert bands.max().tolist()[2] <= 7


@pytest.mark.parametrize(("villages", "households"), [(1, 1), (2, 2), (3, 900), (9, 40), (80, 80), (120, 50_000)])
def test_other_sizes_are_met_exactly(villages, households):
    county = make_county(villages, households, seed=3)
    table = county.villages
    assert len(table) == villages
    assert table["households"].sum() == households
    assert table["population"].between(table["households"], 8 * table["households"]).all()
    assert (table["cadre_posts"] <= table["households"]).all()
    assert (table["party_members"] <= table["households"]).all()


def test_small_counties_name_what_fits():
    names = set(make_county(villages=60, seed=5).villages["name"])
    assert {v.name for group in REPORTED_CASES for v in group.villages if v.name} <= names


def test_same_seed_same_county_other_seed_another():
    one, same, other = (make_county(villages=40, seed=seed) for seed in (6, 6, 7))
    assert one.villages.equals(same.villages)
    assert one.edges == same.edges
    assert not one.villages.equals(other.villages)


def test_it_says_that_it_is_a_reconstruction():
    provenance = default_county().provenance
    assert provenance["kind"] == "reconstruction"
    assert "not a survey" in provenance["notes"][0]["en"]
    assert "并非调查数据" in provenance["notes"][0]["zh"]
    assert any("1,152 km²" in source for source in provenance["sources"])


def test_impossible_sizes_are_refused():
    with pytest.raises(ValueError, match="at least one village"):
        make_county(villages=0)
    with pytest.raises(ValueError, match="at least one household"):
        make_county(villages=10, households=9)
