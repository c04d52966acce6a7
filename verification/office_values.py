"""How office tables are read as to values: units, years, terms, number formats, encodings, coordinates.

Tables of counties that are known, written as offices write them; each is read, its doubts are settled as the person who
wrote it would, and the county is compared with the known one. ``python verification/office_values.py --tables 10000``.
"""

import argparse
import math
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import xlsxwriter

from liancun_sim.county.gauss_kruger import gauss_kruger
from liancun_sim.county.spreadsheet import Answers, Doubt, Doubtful, Imported, read_spreadsheet
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.years import expected_income, fits
from liancun_sim.parameters.rural_income import rural_income_growth
from liancun_sim.vocabulary import BadInput
from liancun_sim.vocabulary.language import traditional

UNITS: dict[str, dict[str, float]] = {
    "income_yuan_per_person": {"元": 1.0},
    "collective_income_yuan": {"元": 1.0, "万元": 1e4, "千元": 1e3},
    "debt_yuan": {"元": 1.0, "万元": 1e4},
    "land_mu": {"亩": 1.0, "公顷": 15.0, "平方米": 0.0015, "平方公里": 1500.0},
    "satisfaction": {"%": 0.01, "比例": 1.0},
}
HEADERS = {
    "township": ("乡镇", "乡（镇、街道）", "所属乡镇", "乡镇名称"),
    "name": ("村名", "行政村", "单位名称", "村（居）名称"),
    "households": ("户数", "总户数", "农户数", "户籍户数"),
    "population": ("人口", "总人口", "常住人口", "人口数"),
    "income_yuan_per_person": ("人均纯收入", "人均可支配收入", "农村居民人均可支配收入", "农民人均纯收入"),
    "collective_income_yuan": ("村集体收入", "集体经济收入", "村集体经济总收入", "村级集体经济收入"),
    "debt_yuan": ("村级债务", "负债总额", "村集体债务"),
    "land_mu": ("耕地面积", "耕地", "承包地面积"),
    "satisfaction": ("群众满意度", "满意度", "群众满意率"),
}
NOT_OURS = (
    "党员人数",
    "党员人数（人）",
    "土地总面积（平方公里）",
    "林地面积（亩）",
    "联系电话",
    "备注",
    "低保户数",
    "村支书",
)
NAMES = [a + b for a in "赵钱孙李周吴郑王冯陈" for b in ("庄", "屯", "家洼", "楼", "官营")]
DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
MOST_QUESTIONS = 3
ACCEPTED = ("swapped", "empty-villages", "per-household", "far-off")


@dataclass
class Table:
    """A table as an office might send it.

    Parameters
    ----------
    villages : known values by field, beside one another. year : of its money.
    titles, headers, body, notes : cells. formats : number format by column. units : true unit by column.
    encoding : of a .csv. doubts : what a person could not tell from it. suffix, name : of the file.
    """

    villages: dict[str, list]
    year: int
    titles: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    unit_row: list[str] = field(default_factory=list)
    body: list[list[object]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    encoding: str = "utf-8"
    suffix: str = ".xlsx"
    name: str = "村表"
    sheet: str = "表1"
    doubts: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)


def written(seed: int) -> Table:
    """A table of a known county, from a seed."""
    dice = random.Random(seed)
    table = Table(*_county(dice))
    table.suffix = dice.choice((".xlsx", ".xlsx", ".csv"))
    _identity(dice, table)
    _positions(dice, table)
    for name in ("income_yuan_per_person", "collective_income_yuan", "debt_yuan", "land_mu", "satisfaction"):
        if dice.random() < 0.75:
            _values(dice, table, name)
    _say_units_of_table(dice, table)
    _say_year(dice, table)
    for _ in range(dice.randint(0, 2)):
        _add(table, dice.choice(NOT_OURS), [dice.randint(1, 90) for _ in table.villages["name"]])
    if dice.random() < 0.3 and len(table.doubts) < MOST_QUESTIONS:
        dice.choice(POISONS)(dice, table)
    _dress(dice, table)
    return table


def _county(dice: random.Random) -> tuple[dict[str, list], int]:
    year = dice.choice((2007, 2007, *range(2008, 2026)))
    names = dice.sample(NAMES, dice.randint(6, 20))
    households = [dice.randint(60, 500) for _ in names]
    people = [round(h * dice.uniform(2.8, 4.2)) for h in households]
    grown = rural_income_growth(year, since=2007)
    villages = {
        "name": names,
        "township": sorted(dice.choice(("柳树乡", "石桥镇")) for _ in names),
        "households": households,
        "population": people,
        "longitude": [round(115.4 + 0.015 * (i % 5) + dice.uniform(0, 0.008), 6) for i in range(len(names))],
        "latitude": [round(36.4 + 0.015 * (i // 5) + dice.uniform(0, 0.008), 6) for i in range(len(names))],
        "income_yuan_per_person": [round(expected_income(year) * math.exp(dice.gauss(0, 0.2))) for _ in names],
        "collective_income_yuan": [round(29_800 * grown * math.exp(dice.gauss(0, 0.9)), -2) for _ in names],
        "debt_yuan": [dice.choice((0, 1)) * round(40_000 * grown * math.exp(dice.gauss(0, 0.7)), -2) for _ in names],
        "land_mu": [round(p * 1.66 * math.exp(dice.gauss(0, 0.2))) for p in people],
        "satisfaction": [round(dice.uniform(0.55, 0.98), 2) for _ in names],
    }
    return villages, year


def _add(table: Table, header: str, cells: list, name: str = "") -> int:
    column = len(table.headers)
    table.headers.append(header)
    table.unit_row.append("")
    if not table.body:
        table.body = [[] for _ in cells]
    for row, cell in zip(table.body, cells, strict=True):
        row.append(cell)
    if name:
        table.columns[name] = column
    return column


def _identity(dice: random.Random, table: Table) -> None:
    for name in ("township", "name", "households", "population"):
        _add(table, dice.choice(HEADERS[name]), list(table.villages[name]), name)


def _positions(dice: random.Random, table: Table) -> None:
    degrees = np.column_stack([table.villages["longitude"], table.villages["latitude"]])
    kind = "swapped" if dice.random() < 0.05 else dice.choice(("degrees", "degrees", "minutes", "metres"))
    first, second = ("经度", "纬度"), list(degrees.T)
    if kind == "minutes":
        second = [[_as_minutes(value) for value in axis] for axis in degrees.T]
    elif kind == "metres":
        metres = gauss_kruger(39, numbered=dice.random() < 0.5).forward(degrees).round(1)
        first, second = ("X坐标（米）", "Y坐标（米）"), [metres[:, 1], metres[:, 0]]
    elif kind == "swapped":
        table.doubts.add("swapped")
        second.reverse()
    for header, axis in zip(first, second, strict=True):
        _add(table, header, [cell if isinstance(cell, str) else float(cell) for cell in axis])


def _as_minutes(value: float) -> str:
    whole, rest = divmod(round(value * 3600 * 100), 360_000)
    minutes, seconds = divmod(rest, 6_000)
    return f"{whole}°{minutes}′{seconds / 100:.2f}″"


def _values(dice: random.Random, table: Table, name: str) -> None:
    """A column of numbers in some unit, which its header, a row, a note, its format, its cells or its size say."""
    unit = dice.choice(list(UNITS[name]))
    factor = UNITS[name][unit]
    digits = 4 if unit in ("公顷", "平方公里", "万元", "千元") else 2
    cells: list[object] = [round(value / factor, digits) for value in table.villages[name]]
    table.villages[name] = [cell * factor for cell in cells]  # type: ignore[operator]
    words = dice.choice(HEADERS[name])
    ways = ["header", "header", "stroke", "row", "cells", "note"] + (["format"] * 2 if table.suffix == ".xlsx" else [])
    ways += ["nothing"] if dice.random() < 0.3 else []
    say = dice.choice(ways)
    if unit == "比例":
        say = dice.choice(("header", "nothing"))
    elif say == "note" and unit == "%":
        say = "header"
    header = {"header": f"{words}（{unit}）", "stroke": f"{words}/{unit}"}.get(say, words)
    column = _add(table, header, cells, name)
    table.units[name] = unit
    if say == "row":
        table.unit_row[column] = unit
    elif say == "note":
        table.notes.append(f"注：{words}单位：{unit}")
    elif say == "cells":
        for row in table.body:
            row[column] = f"{row[column]}{unit}"
    elif say == "format":
        table.formats[column] = "0.0%" if unit == "%" else f'0.0###"{unit}"'
        for row in table.body:
            row[column] = row[column] / 100 if unit == "%" else row[column]  # type: ignore[operator]
    elif say == "nothing" and name not in ("income_yuan_per_person", "satisfaction"):
        table.doubts.add("unit")


def _say_units_of_table(dice: random.Random, table: Table) -> None:
    if dice.random() < 0.3 and "unit" not in table.doubts:
        table.titles.append(dice.choice(("单位：户、人", "填报单位：某县统计局")))


def _say_year(dice: random.Random, table: Table) -> None:
    """The year of the money, in a title, a header, a sheet's or a file's name; decoys beside it; or nowhere."""
    year, money = table.year, [name for name in table.columns if name.endswith(("_yuan", "_per_person"))]
    title = dice.choice(
        ("{}年村级基本情况表", "某县{}年度村级情况统计表", "村级基本情况表（截至{}年底）", "{}年末村级情况")
    )
    say = dice.choice(("title", "title", "words", "header", "sheet", "file", "nothing"))
    if say in ("title", "words"):
        said = f"{year}".translate(DIGITS) if say == "words" else f"{year}"
        table.titles.insert(0, title.format(said))
    elif say == "header" and "income_yuan_per_person" in money:
        table.headers[table.columns["income_yuan_per_person"]] = (
            f"{year}年" + table.headers[table.columns["income_yuan_per_person"]]
        )
    elif say == "sheet" and table.suffix == ".xlsx":
        table.sheet = f"{year}年"
    elif say == "file":
        table.name = f"{year}年村表"
    elif money and "income_yuan_per_person" not in money:
        table.year = 2007  # nothing could give another year away, and the report says that it is taken for 2007
        if year > 2007:
            table.titles.insert(0, title.format(year))
            table.year = year
    elif money and year != 2007:
        table.doubts.add("year")
        if year < 2015:  # too near to 2007 for the incomes alone to tell
            table.titles.insert(0, title.format(year))
            table.doubts.discard("year")
    if not money:
        table.year = 2007
    if dice.random() < 0.4:
        table.titles.append(dice.choice((
            f"填表日期：{year + 1}年1月10日", f"{year + 1}-02-03", f"柳统字〔{year + 1}〕12号",
            f"制表时间：{year + 1}年3月",
        )))  # fmt: skip


def _mixed(dice: random.Random, table: Table) -> None:
    """One village gives its amount in the other unit."""
    for name in ("collective_income_yuan", "debt_yuan"):
        if name in table.columns and table.units[name] in ("元", "万元"):
            column, row = table.columns[name], dice.randrange(len(table.body))
            cell = table.body[row][column]
            if isinstance(cell, float) and cell and column not in table.formats:
                other = round(cell / 1e4, 4) if table.units[name] == "元" else round(cell * 1e4, 2)
                table.body[row][column] = other
                table.villages[name][row] = None
                table.left_out.add(name)
                table.doubts.add("far-off")
                return


def _two_years(dice: random.Random, table: Table) -> None:
    name = "income_yuan_per_person"
    if (
        name in table.columns
        and table.year in range(2008, 2025)
        and not table.headers[table.columns[name]][:1].isdigit()
    ):
        column = table.columns[name]
        if column in table.formats or any(isinstance(row[column], str) for row in table.body):
            return
        words = table.headers[column].split("（")[0].split("/")[0]
        table.headers[column] = f"{table.year}年{words}（元）"
        _add(table, f"{table.year - 1}年{words}（元）", [round(row[column] * 0.9) for row in table.body])  # type: ignore[operator]
        table.doubts.discard("year")
        table.doubts.add("two-years")


def _both_people(dice: random.Random, table: Table) -> None:
    for name, words in (("households", "户数"), ("population", "人口")):
        table.headers[table.columns[name]] = f"户籍{words}"
    _add(table, "常住户数", [max(1, value - 20) for value in table.villages["households"]])
    _add(table, "常住人口", [max(20, value - 70) for value in table.villages["population"]])
    table.doubts.add("people")


def _nobody(dice: random.Random, table: Table) -> None:
    row = dice.randrange(len(table.body))
    for name in ("households", "population"):
        table.body[row][table.columns[name]] = 0
    for values in table.villages.values():
        del values[row]
    table.doubts.add("empty-villages")


def _per_household(dice: random.Random, table: Table) -> None:
    of_2007 = fits(float(np.median(table.villages["income_yuan_per_person"])), 2007, within=1.4)
    if "income_yuan_per_person" not in table.columns and table.year == 2007 and of_2007:
        incomes, sizes = (
            table.villages["income_yuan_per_person"],
            zip(table.villages["population"], table.villages["households"], strict=True),
        )
        _add(table, "户均收入（元）", [round(i * p / h, 4) for i, (p, h) in zip(incomes, sizes, strict=True)])
        table.columns["income_yuan_per_person"] = len(table.headers) - 1
        table.doubts.add("per-household")


POISONS: tuple[Callable[[random.Random, Table], None], ...] = (
    _mixed, _two_years, _both_people, _nobody, _per_household,
)  # fmt: skip


def _dress(dice: random.Random, table: Table) -> None:
    """Separators, full-width figures, blanks, traditional characters, encodings."""
    style = dice.choice(("plain", "plain", "separators", "full width", "text"))
    for row in table.body:
        for column, cell in enumerate(row):
            if isinstance(cell, int | float) and column not in table.formats and style != "plain":
                text = f"{cell:,}" if style == "separators" else f"{cell}"
                row[column] = text.translate(
                    {ord("0") + n: 0xFF10 + n for n in range(10)}
                ) if style == "full width" else text  # fmt: skip
    if dice.random() < 0.25:
        table.titles, table.notes = [*map(traditional, table.titles)], [*map(traditional, table.notes)]
        table.headers = [traditional(header) for header in table.headers]
    if table.suffix == ".csv":
        table.encoding = dice.choice(("utf-8", "utf-8-sig", "gb18030", "gb18030", "utf-16"))


def _rows(table: Table) -> Iterator[list[object]]:
    yield from ([title] for title in table.titles)
    yield list(table.headers)
    if any(table.unit_row):
        yield list(table.unit_row)
    yield from table.body
    yield from ([note] for note in table.notes)


def save(table: Table, folder: Path) -> Path:
    """Write a table as the kind of file it is."""
    path = folder / f"{table.name}{table.suffix}"
    rows = list(_rows(table))
    if table.suffix == ".csv":
        width = max(map(len, rows))
        lines = (",".join(f'"{cell}"' for cell in (*row, *[""] * (width - len(row)))) for row in rows)
        path.write_bytes(("\n".join(lines) + "\n").encode(table.encoding))
        return path
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(table.sheet)
        styles = {column: book.add_format({"num_format": code}) for column, code in table.formats.items()}
        first = rows.index(table.body[0])
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                in_body = first <= number < first + len(table.body)
                sheet.write(number, column, cell, styles.get(column) if in_body else None)
    return path


def answer(table: Table, doubt: Doubt) -> Way | None:
    """What the person who wrote the table would answer; None if nothing offered is right."""
    kind = doubt.name.split(":")[0]
    for way in doubt.ways:
        if way.option == "year" and way.value in ("", str(table.year)):
            return replace(way, value=str(table.year))
        if way.option == "accept" and way.value.startswith("unit:"):
            column = ord(way.value[5]) - ord("A")
            name = next((name for name, place in table.columns.items() if place == column), "")
            if way.value.endswith(f"={_in_english(table.units.get(name, ''))}"):
                return way
        elif way.option == "accept" and (kind in ACCEPTED or way.value == "people:registered"):
            return way
    return None


def _in_english(unit: str) -> str:
    return {"元": "yuan", "千元": "1,000 yuan", "万元": "10,000 yuan", "亩": "mu", "公顷": "ha", "平方米": "m²",
            "平方公里": "km²", "%": "%", "比例": "share"}.get(unit, "–")  # fmt: skip


def read(table: Table, path: Path) -> tuple[Imported | None, list[str], str]:
    """The county, the names of the doubts that were asked, and what stopped the reading ("" if nothing did)."""
    answers, asked = Answers(), list[str]()
    for _ in range(4):
        try:
            return read_spreadsheet(path, answers=answers), asked, ""
        except Doubtful as doubtful:
            for doubt in doubtful.doubts:
                if doubt.name in asked:
                    continue
                asked.append(doubt.name)
                way = answer(table, doubt)
                if way is None:
                    return None, asked, str(doubtful)
                answers = answers.with_way(way)
        except BadInput as bad:
            return None, asked, str(bad)
    return None, asked, "asked for ever"


def differences(table: Table, read: Imported) -> list[str]:
    """Fields that came out as something else than what was written."""
    villages = read.county.villages.set_index("name").loc[table.villages["name"]]
    wrong = [] if read.county.base_year == table.year else [f"year {read.county.base_year} for {table.year}"]
    for name in table.columns:
        if name in villages and name not in table.left_out:
            known = table.villages[name]
            exact = (
                list(known) == villages[name].tolist()
                if name == "township"
                else np.allclose(villages[name].to_numpy(dtype=float), np.array(known, dtype=float), rtol=1e-3)
            )
            wrong += [] if exact else [name]
    places = villages[["x_km", "y_km"]].to_numpy()
    degrees = np.column_stack([table.villages["longitude"], table.villages["latitude"]])
    east = 111.195 * math.cos(math.radians(float(degrees[:, 1].mean())))
    known_km = degrees * [east, 111.195]
    apart = [np.linalg.norm(p[:, None] - p[None], axis=2) for p in (places, known_km)]
    same_side = np.allclose(places - places[0], known_km - known_km[0], atol=0.3)
    return wrong if np.allclose(*apart, rtol=0.02, atol=0.02) and same_side else [*wrong, "positions"]


def tried(seed: int, folder: Path) -> tuple[Table, str, str]:
    """The table of a seed, its outcome (read, asked, stopped, different) and what there is to say about it."""
    table = written(seed)
    path = save(table, folder)
    found, asked, stopped = read(table, path)
    path.unlink()
    if found is None:
        return table, "stopped", stopped
    wrong = differences(table, found)
    if wrong:
        return table, "different", ", ".join(wrong)
    if len(asked) > MOST_QUESTIONS:
        return table, "asked too much", ", ".join(asked)
    return table, "asked" if asked else "read", ", ".join(asked)


def main() -> None:
    """Count outcomes of tables without and with a doubt; end with 1 if one was read as something else."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tables", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=math.inf, help="after which no more is begun")
    options = parser.parse_args()
    until = time.monotonic() + 60 * options.minutes
    counts: Counter[tuple[bool, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.seed, options.seed + options.tables):
            if time.monotonic() > until:
                break
            table, outcome, said = tried(seed, Path(folder))
            counts[bool(table.doubts), outcome] += 1
            if outcome in ("different", "asked too much", "stopped") or (outcome == "asked" and not table.doubts):
                print(seed, sorted(table.doubts), outcome, said.replace("\n", " | ")[:300])
    for doubtful in (False, True):
        total = sum(count for (doubts, _), count in counts.items() if doubts == doubtful)
        shares = {outcome: count for (doubts, outcome), count in sorted(counts.items()) if doubts == doubtful}
        print("with a doubt" if doubtful else "without a doubt", total, shares)
    raise SystemExit(any(outcome in ("different", "asked too much") for _, outcome in counts))


if __name__ == "__main__":
    main()
