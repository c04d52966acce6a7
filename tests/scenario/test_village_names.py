"""Villages are named as people name them: id, name, township and name, in simplified or traditional characters."""

from pathlib import Path

import pytest

from liancun_sim.county import County, make_county
from liancun_sim.scenario import load_scenario
from liancun_sim.vocabulary import BadInput, use_language

NAMED = (("马园镇", "马园村"), ("斜店乡", "许盘后村"), ("斜店乡", "王庄"), ("清水镇", "王庄"))


@pytest.fixture(scope="module")
def county() -> County:
    """Eight villages, the first four renamed; two of them share a name."""
    made = make_county(villages=8, households=400, seed=3)
    villages = made.villages.copy()
    for row, (township, name) in enumerate(NAMED):
        villages.iloc[row, villages.columns.get_loc("township")] = township
        villages.iloc[row, villages.columns.get_loc("name")] = name
    return County(made.key, made.name, villages, made.edges, made.network_seed)


def rows(county: County, *villages: str) -> tuple[int, ...]:
    scenario = load_scenario({"policies": [{"placebo_label": {"targeting": "list", "villages": list(villages)}}]})
    (policy,) = scenario.build_policies(county)
    return tuple(policy.lever.villages)


def test_a_village_is_found_by_id_by_name_and_with_its_township(county: County) -> None:
    assert rows(county, str(county.villages.index[1])) == (1,)
    assert rows(county, "许盘后村") == (1,)
    assert rows(county, "清水镇/王庄", "斜店乡/王庄") == (3, 2)


def test_traditional_full_width_and_spaced_names_are_found(county: County) -> None:
    assert rows(county, "馬園鎮／馬園村", " 許盤後村 ") == (0, 1)


def test_a_village_named_twice_counts_once(county: County) -> None:
    assert rows(county, "马园村", "马园镇/马园村") == (0,)


BAD = {
    "王庄": (
        "several villages are called '王庄'; write the township too: 斜店乡/王庄, 清水镇/王庄",
        "有几个村都叫“王庄”；请写明乡镇：斜店乡/王庄, 清水镇/王庄",
    ),
    "许盘后": (
        "the county has no village '许盘后'. Did you mean '许盘后村'?",
        "本县没有村“许盘后”。是否指“许盘后村”？",
    ),
    "Springfield": (
        "the county has no village 'Springfield'; name it as in the village table, with its township: township/village",
        "本县没有村“Springfield”；请按村级表书写，并带乡镇：乡镇/村",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_village_that_is_not_clear_is_asked_for(name: str, county: County) -> None:
    for language, expected in zip(("en", "zh"), BAD[name], strict=True):
        use_language(language)
        with pytest.raises(BadInput) as bad:
            rows(county, name)
        assert [fault.message for fault in bad.value.faults] == [expected]


def test_every_unclear_village_is_reported_with_its_line(county: County, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("policies:\n  - placebo_label:\n      villages: [王庄, 许盘后]\n", "utf-8")
    with pytest.raises(BadInput) as bad:
        load_scenario(file).build_policies(county)
    assert [fault.place for fault in bad.value.faults] == ["line 3", "line 3"]


def test_a_list_of_villages_is_read_from_a_sheet(county: County, tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_bytes(
        "试点村名单\n乡镇,村名\n斜店乡,许盘后村\n,王庄\n清水镇,王庄\n".encode("gb18030")
    )
    file = tmp_path / "a.yaml"
    file.write_text("policies:\n  - placebo_label: {targeting: list, villages: 名单.csv}\n", "utf-8")
    scenario = load_scenario(file)
    assert scenario.policies[0].levers["villages"] == ["斜店乡/许盘后村", "斜店乡/王庄", "清水镇/王庄"]
    assert tuple(scenario.build_policies(county)[0].lever.villages) == (1, 2, 3)


def test_one_village_is_found_for_explain(county: County) -> None:
    scenario = load_scenario("baseline")
    assert scenario.village_row(county, "马园村") == 0
    with pytest.raises(BadInput) as bad:
        scenario.village_row(county, "王庄")
    assert bad.value.faults[0].file == "--village"
