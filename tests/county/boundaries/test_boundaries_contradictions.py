"""Where a map contradicts itself or the table — code against name, column against column — a person is asked."""

import pytest
from drawn_maps import geojson

from liancun_sim.cli import run
from liancun_sim.county.boundaries.map_columns import columns_of
from liancun_sim.county.boundaries.names import join
from liancun_sim.county.importing import import_county
from liancun_sim.county.spreadsheet import Answers, Doubtful
from liancun_sim.county.spreadsheet.on_map import Known
from liancun_sim.vocabulary.language import speaking

CODES = [f"3715020{number:05d}" for number in range(25)]


@pytest.fixture
def coded(drawn, tmp_path):
    """A table whose villages have codes."""
    lines = drawn.table(tmp_path / "table.csv").read_text("utf-8").splitlines()
    rows = [f"{code},{line.partition(',')[2]}" for code, line in zip(CODES, lines[1:], strict=True)]
    (tmp_path / "table.csv").write_text("\n".join([lines[0], *rows]), "utf-8")
    return tmp_path / "table.csv"


def mapped(drawn, tmp_path, rows):
    path = tmp_path / "map.geojson"
    path.write_bytes(geojson(rows, drawn.in_degrees()))
    return path


def edges_by_row(county, ids):
    return {tuple(sorted((ids.index(one), ids.index(other)))) for one, other in county.edges}


@pytest.mark.parametrize("wrong", ["shifted", "exchanged"])
def test_codes_of_other_villages_than_the_names_are_one_question_and_either_may_count(drawn, coded, tmp_path, wrong):
    codes = [*CODES[1:], CODES[0]] if wrong == "shifted" else [CODES[-1], *CODES[1:-1], CODES[0]]
    rows = [{"ZLDWDM": code, **row} for code, row in zip(codes, drawn.rows, strict=True)]
    path = mapped(drawn, tmp_path, rows)
    for language, said in (
        ("en", "under a code whose name there is another village's"),
        ("zh", "是编号有误，还是村名有误"),
    ):
        with pytest.raises(Doubtful, match=said) as stopped:
            speaking(language, lambda: import_county(coded, boundaries=path))
        (doubt,) = stopped.value.doubts
        assert [way.value for way in doubt.ways] == ["names-count", "codes-count"]
    ids = list(drawn.county.villages.index)
    true = {tuple(sorted((ids.index(one), ids.index(other)))) for one, other in drawn.neighbours}
    by_name = import_county(coded, boundaries=path, answers=Answers(accept=("names-count",))).county
    by_code = import_county(coded, boundaries=path, answers=Answers(accept=("codes-count",))).county
    assert edges_by_row(by_name, CODES) == true != edges_by_row(by_code, CODES)


def test_a_name_written_otherwise_stays_with_its_code_and_is_shown(drawn, coded, tmp_path):
    rows = [{"ZLDWDM": code, **row} for code, row in zip(CODES, drawn.rows, strict=True)]
    name = rows[0]["CUNMC"].removesuffix("村")
    rows[0]["CUNMC"] = f"{rows[0]['XZQMC']}{name}村委会"
    rows[1]["CUNMC"] = "某某庄"
    text = import_county(coded, boundaries=mapped(drawn, tmp_path, rows)).report.text()
    assert "25 by code" in text
    assert "某某庄 → " in text and f"{name}村委会 → " in text


def test_twins_under_one_another_s_code_are_asked_about():
    table = [Known("371500000001", "斜店乡", "王庄"), Known("371500000002", "斜店乡", "王莊")]
    rows = [{"DM": "371500000001", "XZ": "斜店乡", "CUN": name} for name in ("王庄", "王莊")]
    rows[1]["DM"] = "371500000002"
    assert not join(table, rows).contradicting
    exchanged = [row | {"DM": other["DM"]} for row, other in zip(rows, rows[::-1], strict=True)]
    assert set(join(table, exchanged).contradicting) == {"371500000001", "371500000002"}


@pytest.mark.parametrize("header", ["邻村", "原村名", "联系村", "中心村", "NAME_OLD", "备注"])
@pytest.mark.parametrize("first", [True, False])
def test_a_column_of_other_villages_never_stands_for_the_names(drawn, tmp_path, header, first):
    names = [row["CUNMC"] for row in drawn.rows]
    other = dict(zip(names, [*names[1:], names[0]], strict=True))
    rows = [
        {"XZQMC": row["XZQMC"], **({header: other[row["CUNMC"]]} if first else {}), "CUNMC": row["CUNMC"],
         header: other[row["CUNMC"]]}
        for row in drawn.rows
    ]  # fmt: skip
    read = import_county(drawn.table(tmp_path / "t.csv"), boundaries=mapped(drawn, tmp_path, rows))
    assert set(read.county.edges) == drawn.neighbours
    assert header in read.report.text()


def test_two_columns_that_may_both_be_the_names_are_asked_about_with_an_example(drawn, tmp_path, capsys):
    names = [row["CUNMC"] for row in drawn.rows]
    rows = [{"LABEL": other, **row} for other, row in zip([*names[1:], names[0]], drawn.rows, strict=True)]
    table, path = drawn.table(tmp_path / "t.csv"), mapped(drawn, tmp_path, rows)
    with pytest.raises(Doubtful) as stopped:
        import_county(table, boundaries=path)
    (doubt,) = stopped.value.doubts
    assert f"'{names[1]}' in LABEL where CUNMC has '{names[0]}'" in doubt.text
    assert [way.value for way in doubt.ways] == ["map-name:CUNMC", "map-name:LABEL"]
    assert set(import_county(table, boundaries=path, answers=Answers(accept=("map-name:CUNMC",))).county.edges) == (
        drawn.neighbours
    )
    arguments = ["county", "import", str(table), "--boundaries", str(path), "--out", str(tmp_path / "c")]
    assert run([*arguments, "--lang", "zh"]) == 2
    assert "互不一致" in capsys.readouterr().err
    assert not (tmp_path / "c").exists()


def test_the_township_a_village_once_belonged_to_is_not_its_township():
    table = [Known("1", "斜店乡", "王庄"), Known("2", "清水镇", "王庄"), Known("3", "清水镇", "前连")]
    rows = [
        {"原乡镇": "清水镇", "XZMC": "斜店乡", "CUNMC": "王庄"},
        {"原乡镇": "斜店乡", "XZMC": "清水镇", "CUNMC": "王庄"},
        {"原乡镇": "清水镇", "XZMC": "清水镇", "CUNMC": "前连"},
    ]  # fmt: skip
    found = columns_of(table, rows)
    assert found.used["township"] == "XZMC" and found.unused == ("原乡镇",)
    assert join(table, rows).shapes == {"1": (0,), "2": (1,), "3": (2,)}
    unclear = [{("TOWN1" if key == "XZMC" else key): cell for key, cell in row.items()} for row in rows]
    assert columns_of(table, unclear).rivals == {"township": ("TOWN1", "原乡镇")}


def test_columns_that_agree_are_no_question():
    table = [Known("1", "斜店乡", "前社庄"), Known("2", "斜店乡", "许盘后")]
    rows = [{"全称": f"斜店乡{one.name}村", "XZ": "斜店乡", "别名": "", "CUN": one.name} for one in table]
    found = columns_of(table, rows)
    assert not found.rivals and not found.unused
    assert join(table, rows).shapes == {"1": (0,), "2": (1,)}


def test_a_column_of_the_few_villages_others_belong_to_is_not_their_names():
    table = [Known(str(number), "斜店乡", name) for number, name in enumerate(("前社庄", "许盘后", "李家寨", "大王庄"))]
    rows = [{"XZ": "斜店乡", "ZX": "前社庄", "MC": one.name} for one in table]
    assert columns_of(table, rows).used["name"] == "MC"
    assert len(join(table, rows).shapes) == 4
