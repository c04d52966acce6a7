"""Headers that share a word with a field the table lacks: read, left out and said so, or asked; never silent."""

import pytest
from small_table import HEADER, ROWS, beside, one_sheet, table, without

from liancun_sim.county.spreadsheet import Answers, Doubtful, read_spreadsheet
from liancun_sim.county.spreadsheet.phrases import letter
from liancun_sim.vocabulary.language import use_language

VALUES = (34, 35, 36, 37)


def with_column(path, header, values=VALUES, lacking=(5, 6)):
    return one_sheet(path / "v.xlsx", beside(without(*lacking), (header, *values)))


def doubts(path):
    with pytest.raises(Doubtful) as asked:
        read_spreadsheet(path)
    return asked.value.doubts


@pytest.mark.parametrize("header", [
    "土地面积（亩）", "土地面积（公顷）", "土地（亩）", "土地面积",
])  # fmt: skip
def test_land_of_no_named_kind_is_asked_about_once_whatever_its_unit(tmp_path, header):
    (doubt,) = doubts(with_column(tmp_path, header, (1500, 1200, 1800, 900)))
    assert "cultivated land, or the whole territory" in doubt.text
    assert [way.option for way in doubt.ways] == ["map", "leave_out"]
    read = read_spreadsheet(tmp_path / "v.xlsx", answers=Answers().with_way(doubt.ways[1]))
    assert read.report.synthesised["land_mu"] == 4


@pytest.mark.parametrize("unit", ["亩", "公顷", "平方公里"])
@pytest.mark.parametrize("words", [
    "总面积", "国土面积", "区域面积", "村域面积", "土地总面积", "行政村面积", "村庄占地面积", "所辖面积", "全村土地面积"
])  # fmt: skip
def test_territory_is_left_out_and_said_so_in_every_unit(tmp_path, words, unit):
    header = f"{words}（{unit}）"
    read = read_spreadsheet(with_column(tmp_path, header))
    assert f"  G  {header} — territory, not cultivated land" in read.report.text()


@pytest.mark.parametrize(("header", "field"), [
    ("农民人均所得（元）", "income_yuan_per_person"), ("人平纯收入（元）", "income_yuan_per_person"),
    ("家庭人均收入（元）", "income_yuan_per_person"), ("人均纯收入：", "income_yuan_per_person"),
    ("耕地面积（亩）：", "land_mu"), ("常用耕地面积（亩）", "land_mu"), ("干部职数：", "cadre_posts"),
])  # fmt: skip
def test_near_names_of_the_same_thing_are_read(tmp_path, header, field):
    values = {"income_yuan_per_person": (4237, 3120, 4610, 2870), "cadre_posts": (5, 4, 6, 5)}
    given = values.get(field, (1500, 1200, 1800, 900))
    read = read_spreadsheet(with_column(tmp_path, header, given))
    assert read.county.villages[field].tolist() == list(given)


def test_a_header_row_with_colons_is_the_same_header(tmp_path):
    plain = read_spreadsheet(one_sheet(tmp_path / "p.xlsx", table())).county.villages
    rows = [[f"{header}：" for header in HEADER], *ROWS]
    assert read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows)).county.villages.equals(plain)


MEANT = [
    ("地亩数", "land_mu"), ("农田面积（亩）", "land_mu"), ("责任田（亩）", "land_mu"), ("水浇地（亩）", "land_mu"),
    ("农民收入（元）", "income_yuan_per_person"), ("所得（元）", "income_yuan_per_person"),
    ("人均（元）", "income_yuan_per_person"), ("收入水平（元）", "income_yuan_per_person"),
    ("村级收入（元）", "collective_income_yuan"), ("经营性收入（元）", "collective_income_yuan"),
    ("村财收入（元）", "collective_income_yuan"), ("村级财力（元）", "collective_income_yuan"),
    ("集体所得（元）", "collective_income_yuan"), ("村组收入（元）", "collective_income_yuan"),
    ("村级欠账（元）", "debt_yuan"), ("贷款余额（元）", "debt_yuan"), ("应付款（元）", "debt_yuan"),
    ("村级存款（元）", "fund_yuan"), ("库存现金（元）", "fund_yuan"), ("资金结余（元）", "fund_yuan"),
    ("撂荒地（亩）", "spare_land_mu"), ("路况（%）", "road"), ("交通状况", "road"), ("水利条件（%）", "irrigation"),
    ("灌溉条件", "irrigation"), ("服务水平（%）", "services"), ("公共设施（%）", "services"),
    ("班子建设（%）", "capacity"),
    ("组织力（%）", "capacity"), ("支书能力", "secretary_quality"), ("班子成员数", "cadre_posts"),
    ("有党员户", "party_members"), ("群众评议（%）", "satisfaction"), ("信任度（%）", "satisfaction"),
    ("适种比例（%）", "cash_crop_share"), ("民企数", "workshops"), ("个体户数", "workshops"), ("行政区划", "id"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "field"), MEANT)
def test_a_header_that_may_be_a_field_is_asked_about(tmp_path, header, field):
    (doubt,) = doubts(with_column(tmp_path, header))
    assert [way.option for way in doubt.ways] == ["map", "leave_out"]
    assert doubt.ways[0].value.endswith(f"={field}")


OTHERS = [
    ("农民纯收入总额（元）", "of the whole village"), ("总收入（万元）", "of the whole village"),
    ("农村经济总收入（万元）", "of the whole village"), ("家庭总收入（元）", "of the whole village"),
    ("人均工资性收入（元）", "only a part"), ("脱贫户人均纯收入（元）", "only a part"),
    ("人均月收入（元）", "of a month"),
    ("务工收入（元）", "only a part"), ("种植业收入（元）", "only a part"), ("硬化路（公里）", "a count, a length"),
    ("人均生活费（元）", "money of another kind"), ("人均GDP（元）", "money of another kind"),
    ("农用地（亩）", "woods, orchards"), ("基本农田面积（亩）", "protected part"), ("播种面积（亩）", "every crop"),
    ("粮食种植面积（亩）", "every crop"), ("有效灌溉面积（亩）", "only a part"), ("户均耕地（亩）", "for each person"),
    ("道路里程（公里）", "a count, a length"), ("机井数", "a count, a length"), ("学校数", "a count, a length"),
    ("自来水入户率（%）", "a count, a length"), ("党员比例（%）", "a count, a length"),
    ("干部工资（元）", "money of another"),
    ("企业产值（万元）", "money of another kind"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "why"), OTHERS)
def test_another_measure_of_a_field_is_asked_about_and_said_to_be_one(tmp_path, header, why):
    lacking = (5,) if "总收入" in header else (5, 6)  # beside the collective's own income
    (doubt,) = doubts(with_column(tmp_path, header, lacking=lacking))
    assert why in doubt.text
    assert [way.option for way in doubt.ways] == ["leave_out"]
    assert read_spreadsheet(tmp_path / "v.xlsx", answers=Answers().with_way(doubt.ways[0])).report.synthesised


@pytest.mark.parametrize(("header", "why"), [
    ("集体资产（元）", "money of another kind"), ("村级集体支出（元）", "money of another kind"),
    ("合作社收入（元）", "only a part"), ("上级补助收入（元）", "only a part"),
    ("人均集体收入（元）", "for each person"),
])  # fmt: skip
def test_what_is_near_collective_income_and_is_none_is_asked_about(tmp_path, header, why):
    (doubt,) = doubts(with_column(tmp_path, header, lacking=(6,)))
    assert why in doubt.text


def test_many_other_measures_are_one_question(tmp_path):
    others = [("播种面积（亩）", *VALUES), ("道路里程（公里）", *VALUES), ("学校数", *VALUES), ("机井数", *VALUES)]
    path = one_sheet(tmp_path / "v.xlsx", beside(without(5, 6), *others))
    (doubt,) = doubts(path)
    assert [str(way) for way in doubt.ways] == ["--accept other-measures=unused"]
    use_language("zh-Hans")
    assert "播种、种植面积按茬次重复计算" in doubts(path)[0].text
    read = read_spreadsheet(path, answers=Answers().with_way(doubt.ways[0]))
    assert {"land_mu", "road", "services", "irrigation"} <= set(read.report.synthesised)


@pytest.mark.parametrize(
    "header", ["农村经济总收入（万元）", "播种面积（亩）", "农用地（亩）", "村办企业收入（元）", "集体资产（元）"]
)
def test_what_is_near_a_field_the_table_has_is_left_out_without_a_question(tmp_path, header):
    rows = beside(table(), ("耕地面积（亩）", 1500, 1200, 1800, 900), (header, *VALUES), ("企业数", 1, 2, 3, 4))
    read = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))
    assert f"  J  {header}" in read.report.text()


@pytest.mark.parametrize(("first", "second"), [
    ("中心经度", "中心纬度"), ("经度（E）", "纬度（N）"), ("地理经度", "地理纬度"), ("东经：", "北纬：")
])  # fmt: skip
def test_near_names_of_coordinates_are_read(tmp_path, first, second):
    plain = read_spreadsheet(one_sheet(tmp_path / "p.xlsx", table())).county.villages
    rows = [[*HEADER[:6], first, second], *ROWS]
    assert read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows)).county.villages.equals(plain)


@pytest.mark.parametrize(("place", "header", "field"), [
    (6, "百度经度", "longitude"), (7, "百度纬度", "latitude"), (6, "E", "longitude"), (7, "N", "latitude")
])  # fmt: skip
def test_half_a_position_makes_what_may_be_the_other_half_a_question(tmp_path, place, header, field):
    header_row = [*HEADER]
    header_row[place] = header
    with pytest.raises(Doubtful) as asked:
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", [header_row, *ROWS]), synthetic_adjacency=True)
    (doubt,) = asked.value.doubts
    assert doubt.ways[0].value.endswith(f"={field}")
    answers = Answers().with_way(doubt.ways[0])
    read = read_spreadsheet(tmp_path / "v.xlsx", answers=answers).county.villages
    assert read["x_km"].equals(read_spreadsheet(one_sheet(tmp_path / "p.xlsx", table())).county.villages["x_km"])


@pytest.mark.parametrize("header", ["区划码", "村号", "统计区划代码", "村统一编码", "代码："])
def test_near_names_of_a_code_are_the_id(tmp_path, header):
    codes = (371526001, 371526002, 371526003, 371526004)
    read = read_spreadsheet(with_column(tmp_path, header, codes))
    assert list(read.county.villages.index) == list(map(str, codes))


def test_a_district_all_villages_share_is_no_code(tmp_path):
    path = with_column(tmp_path, "行政区划", ("山东省冠县",) * 4)
    assert "  G  行政区划" in read_spreadsheet(path).report.text()


@pytest.mark.parametrize("header", ["组织机构代码", "统一社会信用代码", "邮政编码"])
def test_codes_of_something_else_are_no_question(tmp_path, header):
    assert f"  {letter(6)}  {header}" in read_spreadsheet(with_column(tmp_path, header)).report.text()
