# ruff: noqa: E501 (messages stand as they are said)
"""Every way a county folder can be wrong, with the whole report in both languages."""

import json

import duckdb
import pytest

from liancun_sim.county import load_county
from liancun_sim.county.schema import FIELDS, TRADES
from liancun_sim.vocabulary import BadInput, use_language

COLUMNS, KEYS = ", ".join(FIELDS), "name, base_year, network_seed, cross_village_ties, units, provenance"
TRADE_KEYS = ", ".join(trade.key for trade in TRADES)
REGISTER = "village_id, number, size, land_mu, suits_cash_crop, is_party, is_cadre"

ABOUT = "name: {en: Test, zh: 试验县}\nnetwork_seed: 4\n"
HEAD = "id,name,township,households,population"
VILLAGES = f"{HEAD}\nv1,王庄,柳林镇,50,190\nv2,李庄,柳林镇,60,230\n"
EDGES = "village,neighbour\nv1,v2\n"
EXTRA = f"{HEAD},{{column}}\nv1,王庄,柳林镇,50,190,{{cell}}\nv2,李庄,柳林镇,60,230,\n"
FEATURES = {
    "type": "FeatureCollection",
    "features": [{"type": "Feature", "properties": {"id": "v9"}, "geometry": None}],
}


def extra(column, cell):
    return {"villages.csv": EXTRA.format(column=column, cell=cell)}


CASES = {
    "county.yaml is missing": (
        {"county.yaml": None},
        "county.yaml: county.yaml is missing from the folder; every county has one",
        "county.yaml：文件夹中缺少 county.yaml；每个县都必须有此文件",
    ),
    "county.yaml is no YAML": (
        {"county.yaml": "name: {en: Test\nnetwork_seed: 4\n"},
        "county.yaml, line 2: this is not YAML: expected ',' or '}', but got ':'",
        "county.yaml，第2行：不是有效的 YAML：此处应为“,”或“}”，却是“:”",
    ),
    "county.yaml is a list": (
        {"county.yaml": "- 1\n"},
        f"county.yaml: expected settings of the form 'key: value' with the keys {KEYS}",
        f"county.yaml：应为设置，每行一个变量名和取值，可用的变量名：{KEYS}",
    ),
    "county.yaml is not UTF-8": (
        {"county.yaml": ABOUT.encode("gb18030")},
        "county.yaml: the text is not UTF-8 (byte 22); save the file as UTF-8",
        "county.yaml：文本不是 UTF-8 编码（第22字节）；请把文件另存为 UTF-8",
    ),
    "a setting is misspelt": (
        {"county.yaml": ABOUT + "base_yeer: 2007\n"},
        f"county.yaml: unknown setting 'base_yeer'. Did you mean 'base_year'? It takes: {KEYS}",
        f"county.yaml：未知的设置“base_yeer”。是否想写“base_year”？可用的设置：{KEYS}",
    ),
    "a setting is unknown": (
        {"county.yaml": ABOUT + "colour: red\n"},
        f"county.yaml: unknown setting 'colour'. It takes: {KEYS}",
        f"county.yaml：未知的设置“colour”。可用的设置：{KEYS}",
    ),
    "the name has one language": (
        {"county.yaml": "name: Test\nnetwork_seed: 4\n"},
        "county.yaml: 'name' must give the county's name in both languages, for example name: {en: Example County, zh: 示例县}",
        "county.yaml：name 须给出两种语言的县名，例如 name: {en: Example County, zh: 示例县}",
    ),
    "the seed is missing": (
        {"county.yaml": "name: {en: Test, zh: 试验县}\n"},
        "county.yaml: 'network_seed' is '–'. Expected a whole number from 0 to 9223372036854775807",
        "county.yaml：network_seed 的值为“–”。应为0到9223372036854775807之间的整数",
    ),
    "the base year is absurd": (
        {"county.yaml": ABOUT + "base_year: 27\n"},
        "county.yaml: 'base_year' is '27'. Expected a whole number from 2003 to 2025",
        "county.yaml：base_year 的值为“27”。应为2003到2025之间的整数",
    ),
    "the crossing share is a percentage": (
        {"county.yaml": ABOUT + "cross_village_ties: 10\n"},
        "county.yaml: 'cross_village_ties' is '10'. Expected the share of household ties that cross to adjacent villages, "
        "from 0.05 to 0.3",
        "county.yaml：cross_village_ties 的值为“10”。应为跨村社会联系所占比例，0.05到0.3",
    ),
    "a unit is another": (
        {"county.yaml": ABOUT + "units: {money: 万元}\n"},
        "county.yaml: the unit of 'money' is '万元'. The tables of a folder are in money: yuan, land: mu, distance: km; "
        "convert them, or use 'liancun county import', which converts",
        "county.yaml：“money”的单位为“万元”。文件夹中各表的单位为 money: yuan, land: mu, distance: km；"
        "请先换算，或使用会自动换算的 liancun county import",
    ),
    "provenance is a text": (
        {"county.yaml": ABOUT + "provenance: yearbook\n"},
        "county.yaml: 'provenance' must be a list of settings, with sources as lines of text and notes in both languages, "
        "for example provenance: {sources: [county yearbook 2008], notes: [{en: Provisional, zh: 初步}]}",
        "county.yaml：provenance 须为若干设置，其中 sources 为文字，notes 须有两种语言，"
        "例如 provenance: {sources: [2008年县统计年鉴], notes: [{en: Provisional, zh: 初步}]}",
    ),
    "villages.csv is missing": (
        {"villages.csv": None, "adjacency.csv": None},
        "villages.csv: villages.csv is missing from the folder; every county has one",
        "villages.csv：文件夹中缺少 villages.csv；每个县都必须有此文件",
    ),
    "villages.csv is empty": (
        {"villages.csv": "\n", "adjacency.csv": None},
        "villages.csv: the file is empty; expected a line of column names, then one line for each entry",
        "villages.csv：文件是空的；应先有一行列名，之后每条记录一行",
    ),
    "villages.csv has no village": (
        {"villages.csv": HEAD + "\n", "adjacency.csv": None},
        "villages.csv: the table has column names but no village",
        "villages.csv：表中只有列名，没有任何村庄",
    ),
    "villages.csv is in GB18030": (
        {"villages.csv": VILLAGES.encode("gb18030"), "adjacency.csv": None},
        "villages.csv, line 2: the text is not UTF-8. Save the file as 'CSV UTF-8', or read the original table with "
        "'liancun county import'",
        "villages.csv，第2行：文字编码不是 UTF-8。请另存为“CSV UTF-8”，或用 liancun county import 读入原表",
    ),
    "a quotation mark stays open": (
        {"villages.csv": f'{HEAD}\nv1,"王庄,柳林镇,50,190\n', "adjacency.csv": None},
        "villages.csv, line 2: a quotation mark opens here and is not closed properly; write a quotation mark inside a cell "
        "twice",
        "villages.csv，第2行：此处的引号没有正确结束；单元格内的引号须写两次",
    ),
    "a column is missing": (
        {"villages.csv": "id,name,township,households\nv1,王庄,柳林镇,50\nv2,李庄,柳林镇,60\n"},
        "villages.csv, line 1: the column 'population' (Population) is missing and cannot be synthesised; add it",
        "villages.csv，第1行：缺少列“population”（人口），且无法由程序推算；请补上",
    ),
    "a column is misspelt": (
        extra("land_mo", "1"),
        f"villages.csv, line 1: unknown column 'land_mo'. Did you mean 'land_mu'? Known columns: {COLUMNS}",
        f"villages.csv，第1行：未知的列“land_mo”。是否想写“land_mu”？已知的列：{COLUMNS}",
    ),
    "a column is unknown": (
        extra("电话", "1"),
        f"villages.csv, line 1: unknown column '电话'. Known columns: {COLUMNS}",
        f"villages.csv，第1行：未知的列“电话”。已知的列：{COLUMNS}",
    ),
    "a row is short": (
        {"villages.csv": VILLAGES + "v3,赵庄,桃园乡\n"},
        "villages.csv, line 4: 3 cells where the first line has 5; a comma inside a cell needs quotation marks around the cell",
        "villages.csv，第4行：本行有3个单元格，而首行有5个；含逗号的单元格须加引号",
    ),
    "a required cell is empty": (
        {"villages.csv": VILLAGES.replace("李庄,柳林镇", "李庄,")},
        "villages.csv, line 3: 'township' (Township) is empty; every village needs it",
        "villages.csv，第3行：“township”（乡镇）为空；每个村都必须填写",
    ),
    "a number is a word": (
        extra("income_yuan_per_person", "3O00"),
        "villages.csv, line 2: income_yuan_per_person is '3O00', not a number. Expected plain digits, in yuan/person/year",
        "villages.csv，第2行：income_yuan_per_person 的值“3O00”不是数字。应只写数字，单位为 元/（人·年）",
    ),
    "a number is not finite": (
        extra("fund_yuan", "1e999"),
        "villages.csv, line 2: fund_yuan is '1e999', not a number. Expected plain digits, in yuan",
        "villages.csv，第2行：fund_yuan 的值“1e999”不是数字。应只写数字，单位为 元",
    ),
    "a count is no whole number": (
        extra("workshops", "2.5"),
        "villages.csv, line 2: workshops is '2.5'. Expected a whole number, in count",
        "villages.csv，第2行：workshops 的值为“2.5”。应为整数，单位为 次",
    ),
    "a share is a percentage": (
        extra("satisfaction", "85"),
        "villages.csv, line 2: satisfaction is 85. Expected 0 to 1, in index 0–1",
        "villages.csv，第2行：satisfaction 的值为 85。应在0到1之间，单位为 分值（0～1）",
    ),
    "an amount is negative": (
        extra("debt_yuan", "-5"),
        "villages.csv, line 2: debt_yuan is -5. Expected 0 or more, in yuan",
        "villages.csv，第2行：debt_yuan 的值为 -5。应不低于0，单位为 元",
    ),
    "a trade is misspelt": (
        extra("leading_trade", "orchards"),
        f"villages.csv, line 2: leading_trade is 'orchards'. Did you mean 'orchard'? Expected one of: {TRADE_KEYS}",
        f"villages.csv，第2行：leading_trade 的值为“orchards”。是否想写“orchard”？应为以下之一：{TRADE_KEYS}",
    ),
    "a trade is unknown": (
        extra("leading_trade", "养蜂"),
        f"villages.csv, line 2: leading_trade is '养蜂'. Expected one of: {TRADE_KEYS}",
        f"villages.csv，第2行：leading_trade 的值为“养蜂”。应为以下之一：{TRADE_KEYS}",
    ),
    "an id stands twice": (
        {"villages.csv": VILLAGES + "v1,赵庄,桃园乡,70,260\n"},
        "villages.csv, line 4: the id 'v1' stands already in line 2; ids are unique in a county",
        "villages.csv，第4行：编号“v1”已在第2行出现；编号在全县须唯一",
    ),
    "a township has a name twice": (
        {"villages.csv": VILLAGES + "v3,王庄,柳林镇,70,260\n"},
        "villages.csv, line 4: 柳林镇 has a village 王庄 already in line 2; names are unique in a township",
        "villages.csv，第4行：柳林镇的王庄已在第2行出现；同一乡镇内村名须唯一",
    ),
    "households are too large": (
        {"villages.csv": VILLAGES.replace("50,190", "50,1900")},
        "villages.csv, line 2: 1,900 people in 50 households are 38.00 per household. Expected 1 to 8: check both columns",
        "villages.csv，第2行：50户1,900人，户均38.00人。应为1到8人：请核对这两列",
    ),
    "more spare land than land": (
        {"villages.csv": f"{HEAD},land_mu,spare_land_mu\nv1,王庄,柳林镇,50,190,300,400\nv2,李庄,柳林镇,60,230,,\n"},
        "villages.csv, line 2: spare_land_mu is 400, more than land_mu, 300. Spare land is part of the land",
        "villages.csv，第2行：spare_land_mu 为400，大于 land_mu 的300。空余土地是耕地的一部分",
    ),
    "more party households than households": (
        extra("party_members", "51"),
        "villages.csv, line 2: party_members is 51, more than the village's 50 households. Both count households",
        "villages.csv，第2行：party_members 为51，多于本村的50户。两者都按户计",
    ),
    "half a position": (
        extra("x_km", "3"),
        "villages.csv, line 2: only one of x_km and y_km is given. Expected both, or neither",
        "villages.csv，第2行：x_km 和 y_km 只填了一个。应两者都填，或都不填",
    ),
    "a village is tied to itself": (
        extra("tied_to", "v1"),
        "villages.csv, line 2: tied_to names the village itself, 'v1'. Expected the id of another village, or nothing",
        "villages.csv，第2行：tied_to 写的是本村“v1”。应为另一个村的编号，或留空",
    ),
    "a village is tied to nobody": (
        extra("tied_to", "v8"),
        "villages.csv, line 2: tied_to is 'v8', and no village has this id. Expected the id of another village, or nothing",
        "villages.csv，第2行：tied_to 为“v8”，但没有此编号的村。应为另一个村的编号，或留空",
    ),
    "no neighbours and no coordinates": (
        {"adjacency.csv": None},
        "villages.csv: nothing says which villages are neighbours. Add adjacency.csv, or the columns x_km and y_km",
        "villages.csv：没有村与村是否相邻的信息。请补充 adjacency.csv，或 x_km 和 y_km 两列",
    ),
    "a village without coordinates": (
        {
            "adjacency.csv": None,
            "villages.csv": f"{HEAD},x_km,y_km\nv1,王庄,柳林镇,50,190,1,1\nv2,李庄,柳林镇,60,230,,\n",
        },
        "villages.csv: villages without a position (1): v2. There is no adjacency.csv, so their neighbours are unknown. "
        "Fill in x_km and y_km, or add adjacency.csv",
        "villages.csv：有1个村没有坐标，又没有 adjacency.csv，无法得知其相邻村：v2。请填写 x_km 和 y_km，或补充 adjacency.csv",
    ),
    "adjacency.csv has other columns": (
        {"adjacency.csv": "from,to\nv1,v2\n"},
        "adjacency.csv, line 1: the columns are 'from, to'. Expected: village, neighbour",
        "adjacency.csv，第1行：列名为“from, to”。应为：village, neighbour",
    ),
    "a neighbour is misspelt": (
        {"adjacency.csv": "village,neighbour\nv1,v02\n"},
        "adjacency.csv, line 2: no village has the id 'v02'. Did you mean 'v2'? Expected an id from villages.csv",
        "adjacency.csv，第2行：没有编号为“v02”的村。是否想写“v2”？应为 villages.csv 中的编号",
    ),
    "a neighbour is unknown": (
        {"adjacency.csv": "village,neighbour\nv1,上海\n"},
        "adjacency.csv, line 2: no village has the id '上海'. Expected an id from villages.csv",
        "adjacency.csv，第2行：没有编号为“上海”的村。应为 villages.csv 中的编号",
    ),
    "a village neighbours itself": (
        {"adjacency.csv": "village,neighbour\nv2,v2\n"},
        "adjacency.csv, line 2: the village 'v2' is given as its own neighbour; delete the line",
        "adjacency.csv，第2行：村“v2”被写成与自己相邻；请删除此行",
    ),
    "boundaries are no JSON": (
        {"boundaries.geojson": '{\n"type": }'},
        "boundaries.geojson, line 2: this is not JSON. Export the map again as GeoJSON",
        "boundaries.geojson，第2行：不是有效的 JSON。请重新导出为 GeoJSON",
    ),
    "boundaries are no features": (
        {"boundaries.geojson": '{"type": "Topology"}'},
        "boundaries.geojson: expected a GeoJSON FeatureCollection with one feature per village",
        "boundaries.geojson：应为 GeoJSON FeatureCollection，每个村一个要素",
    ),
    "a boundary belongs to nobody": (
        {"boundaries.geojson": json.dumps(FEATURES)},
        "boundaries.geojson: feature 1 has the id 'v9', which no village has. Expected properties: {\"id\": an id from "
        "villages.csv}",
        "boundaries.geojson：第1个要素的 id 为“v9”，没有此编号的村。properties 中的 id 应为 villages.csv 中的编号",
    ),
    "households are no Parquet": (
        {"households.parquet": "size\n3\n"},
        "households.parquet: this file cannot be read as Parquet. Export the household register again",
        "households.parquet：无法作为 Parquet 读取。请重新导出农户名册",
    ),
}  # fmt: skip

ALL = "SELECT 'v1' AS village_id, range AS number, 3 AS size FROM range(50) UNION ALL SELECT 'v2', range, 4 FROM range(60)"
REGISTERS = {
    "an unknown column": (
        f"SELECT *, 1 AS phone FROM ({ALL})",
        f"households.parquet: unknown column 'phone'. A household register has: {REGISTER}",
        f"households.parquet：未知的列“phone”。农户名册的列为：{REGISTER}",
    ),
    "no number": (
        "SELECT 'v1' AS village_id",
        "households.parquet: the column 'number' is missing; it says which household a line is",
        "households.parquet：缺少列“number”；它说明每行是哪一户",
    ),
    "impossible sizes": (
        f"SELECT village_id, number, 9 AS size FROM ({ALL}) WHERE FALSE OR TRUE",
        "households.parquet: 'size' has empty cells or values outside 1 to 8\n"
        "households.parquet: the households of village 'v1' have 450 people; villages.csv says 190\n"
        "households.parquet: the households of village 'v2' have 540 people; villages.csv says 230",
        "households.parquet：“size”有空值或超出1到8的值\n"
        "households.parquet：村“v1”各户共450人，而 villages.csv 中为190人\n"
        "households.parquet：村“v2”各户共540人，而 villages.csv 中为230人",
    ),
    "a household missing": (
        f"SELECT village_id, number FROM ({ALL}) WHERE number <> 7",
        "households.parquet: village 'v1' has 49 households here and 50 in villages.csv. Expected each once, numbered 0, 1, "
        "2, …\nhouseholds.parquet: village 'v2' has 59 households here and 60 in villages.csv. Expected each once, numbered "
        "0, 1, 2, …",
        "households.parquet：村“v1”在此有49户，而 villages.csv 中为50户。应每户一行，编号为0、1、2……\n"
        "households.parquet：村“v2”在此有59户，而 villages.csv 中为60户。应每户一行，编号为0、1、2……",
    ),
}


@pytest.fixture(autouse=True)
def english_again():
    yield
    use_language("en")


def write(place, changes):
    files = {"county.yaml": ABOUT, "villages.csv": VILLAGES, "adjacency.csv": EDGES, **changes}
    for name, content in files.items():
        if content is not None:
            (place / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def report(folder, language):
    use_language(language)
    with pytest.raises(BadInput) as caught:
        load_county(folder)
    return str(caught.value)


def test_the_folder_all_cases_start_from_is_good(tmp_path):
    write(tmp_path, {})
    assert len(load_county(tmp_path).villages) == 2


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_and_what_would_be_right_is_said(tmp_path, case):
    changes, english, chinese = CASES[case]
    write(tmp_path, changes)
    assert report(tmp_path, "en") == english
    assert report(tmp_path, "zh-Hans") == chinese


@pytest.mark.parametrize("case", REGISTERS)
def test_a_wrong_household_register_is_refused(tmp_path, case):
    query, english, chinese = REGISTERS[case]
    write(tmp_path, {})
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{tmp_path / 'households.parquet'}' (FORMAT parquet)")
    assert report(tmp_path, "en") == english
    assert report(tmp_path, "zh-Hans") == chinese


def test_a_folder_that_is_not_there_is_said(tmp_path):
    place = tmp_path / "nowhere"
    assert report(place, "en") == (
        f"{place}: there is no such folder. Expected a county folder with county.yaml and villages.csv, or the word 'default'"
    )
    assert report(place, "zh") == (
        f"{place}：没有这个文件夹。应为含有 county.yaml 和 villages.csv 的县数据文件夹，或写 default"
    )


def test_all_faults_of_all_files_come_in_one_report(tmp_path):
    changes = {
        "county.yaml": ABOUT + "colour: red\n",
        "adjacency.csv": "village,neighbour\nv1,v1\n",
        **extra("road", "7"),
    }
    write(tmp_path, changes)
    lines = report(tmp_path, "en").splitlines()
    assert [line.partition(",")[0].partition(":")[0] for line in lines] == [
        "county.yaml",
        "villages.csv",
        "adjacency.csv",
    ]


def test_traditional_characters_follow_by_themselves(tmp_path):
    write(tmp_path, {"adjacency.csv": None})
    assert report(tmp_path, "zh-Hant").startswith("villages.csv：沒有村與村是否相鄰的資訊。")


def test_reading_a_bad_folder_changes_nothing_on_disk(tmp_path):
    write(tmp_path, extra("road", "7"))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    report(tmp_path, "en")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
