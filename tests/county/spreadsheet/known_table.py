"""One known village table, and what makes a planner's copy of it hard to read."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import openpyxl
import xlwt

from liancun_sim.county.spreadsheet.cells import tidy

FIELDS = ("township", "name", "households", "population", "income_yuan_per_person", "collective_income_yuan",
          "land_mu", "satisfaction", "x_km", "y_km")  # fmt: skip

VILLAGES = (
    ("斜店乡", "前社庄", "240", "912", "4237", "34000", "1510.5", "0.65", "0.4", "8.1"),
    ("斜店乡", "许盘后", "187", "702", "3120", "8200", "1164", "0.58", "1.6", "8.3"),
    ("斜店乡", "计家庄", "96", "361", "3980.5", "0", "612", "0.71", "0.9", "6.9"),
    ("清水镇", "前连", "310", "1187", "4610", "125600", "1904", "0.62", "4.2", "7.7"),
    ("清水镇", "后连", "288", "1054", "2870", "15300", "1777", "0.44", "4.5", "6.4"),
    ("清水镇", "小王庄", "71", "256", "3344", "21000", "420", "0.6", "5.6", "7"),
    ("北陶镇", "前社庄", "402", "1533", "5090", "61000", "2481", "0.69", "2.2", "3.1"),
    ("北陶镇", "孙沟塞", "133", "517", "3705", "4400", "880", "0.53", "3.3", "3.6"),
)

UNITS = {
    "households": {"户": 1},
    "population": {"人": 1},
    "income_yuan_per_person": {"元": 1, "千元": 1000, "万元": 10_000},
    "collective_income_yuan": {"元": 1, "千元": 1000, "万元": 10_000, "亿元": 100_000_000},
    "land_mu": {"亩": 1, "千亩": 1000, "万亩": 10_000},
    "satisfaction": {"%": Decimal("0.01"), "‰": Decimal("0.001")},
    "x_km": {"公里": 1, "米": Decimal("0.001")},
    "y_km": {"公里": 1, "米": Decimal("0.001")},
}

HEADERS = {
    "township": ("乡镇", "乡（镇）", "所属乡镇", "鄉鎮", "Township"),
    "name": ("村名", "村 名", "行政村", "村庄名称", "Village"),
    "households": ("户数", "总户数", "戶數", "Households"),
    "population": ("人口", "总人口", "人口数", "Population"),
    "income_yuan_per_person": ("人均纯收入", "农民人均纯收入", "2007年人均纯收入", "人均純收入", "Income per person"),
    "collective_income_yuan": ("村集体收入", "集体经济收入", "Collective income"),
    "land_mu": ("耕地面积", "耕地", "Cultivated land"),
    "satisfaction": ("群众满意度", "满意度", "Satisfaction"),
    "x_km": ("东西坐标", "x坐标", "East"),
    "y_km": ("南北坐标", "y坐标", "North"),
}

NOTES = ("注：数据来源于县统计局", "说明：以上为年末数", "填表人：张三", "", "以上数据仅供内部使用，不得外传。")


@dataclass
class Copy:
    """A planner's copy of the known table, and what was done to it."""

    rows: list[list[object]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)


def dirty(seed: int, poison: bool) -> tuple[Copy, dict[str, set[tuple[str, str]]]]:
    """A copy of the known table with everyday dirt (and one poison), and the optional cells it leaves blank.

    Returns
    -------
    the copy, and by field the (township, village) whose cell was blanked.
    """
    dice = random.Random(seed)
    fields = list(FIELDS)
    dice.shuffle(fields)
    if dice.random() < 0.7:  # mostly township and village stand first
        fields = ["township", "name", *[name for name in fields if name not in ("township", "name")]]
    copy = Copy([])
    unit_at = dice.choice(("header", "header", "unit row", "title"))
    units = {name: dice.choice(list(options)) for name, options in UNITS.items()}
    if unit_at == "title":
        money = units["collective_income_yuan"] = units["income_yuan_per_person"]
        units["x_km"] = units["y_km"]
        named = (money, units["land_mu"], units["satisfaction"], units["x_km"], "户", "人")
        title_units = "、".join(dict.fromkeys(named))
    blanked = _blanks(dice)
    body = _body(dice, fields, units, blanked)
    headers = [_header(dice, name, units.get(name, ""), unit_at) for name in fields]
    spare = [(column, dice.choice(("序号", "备注", "村支书", "联系电话"))) for column in range(dice.randint(0, 2))]
    for _, title in spare:
        where = dice.randint(0, len(headers))
        headers.insert(where, title)
        fields.insert(where, "")
        for number, row in enumerate(body):
            row.insert(where, number + 1 if title == "序号" else dice.choice(("张三", "", "好", "13800000000")))
    for _ in range(dice.randint(0, 2)):
        copy.rows.append([dice.choice(("某县各村基本情况统计表", "2007年村级统计表", "", "表1", "村级情况"))])
    if unit_at == "title":
        copy.rows.append([""] * (len(headers) - 1) + [f"单位：{title_units}"])
    copy.rows.append(list(headers))
    if unit_at == "unit row":
        copy.rows.append([_spelling(dice, units.get(name, "")) for name in fields])
    if dice.random() < 0.2:
        copy.rows.append(_numbering(fields))
    first = len(copy.rows)
    copy.rows += body
    _townships(dice, copy, fields, first)
    _totals(dice, copy, fields, units, first)
    if not copy.merged and dice.random() < 0.3:
        copy.rows.insert(dice.randint(first + 1, len(copy.rows)), list(headers))
    for _ in range(dice.randint(0, 2)):
        copy.rows.append([dice.choice(NOTES)])
    if poison:
        POISONS[dice.randrange(len(POISONS))](dice, copy, fields, first)
    width = max(len(row) for row in copy.rows)
    for row in copy.rows:
        row += [""] * (width - len(row))
    return copy, blanked


def write(copy: Copy, path: Path, seed: int) -> None:
    """Write a copy as the kind of file `path` ends in."""
    dice = random.Random(seed)
    if path.suffix == ".csv":
        encoding = dice.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16"))
        delimiter = dice.choice((",", ",", "\t", ";"))
        lines = [delimiter.join(_quoted(cell, delimiter) for cell in row) for row in copy.rows]
        path.write_bytes((dice.choice(("\n", "\r\n")).join(lines) + "\n").encode(encoding))
    elif path.suffix == ".xls":
        old = xlwt.Workbook()
        sheet = old.add_sheet("表1")
        for row, cells in enumerate(copy.rows):
            for column, cell in enumerate(cells):
                if cell != "":
                    sheet.write(row, column, float(cell) if isinstance(cell, Decimal) else cell)
        old.save(str(path))
    else:
        book = openpyxl.Workbook()
        page = book.active
        for row, cells in enumerate(copy.rows, 1):
            for column, cell in enumerate(cells, 1):
                if cell != "":
                    page.cell(row, column, float(cell) if isinstance(cell, Decimal) else cell)
        for top, left, bottom, right in copy.merged:
            page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        if dice.random() < 0.3:
            book.create_sheet("说明")["A1"] = "本表由统计站填写"
        if dice.random() < 0.2:
            hidden = book.create_sheet("旧表")
            hidden.append(["村名", "户数", "人口"])
            hidden.sheet_state = "hidden"
        book.save(path)


def _quoted(cell: object, delimiter: str) -> str:
    text = "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in (delimiter, '"', "\n")) else text


def _blanks(dice: random.Random) -> dict[str, set[tuple[str, str]]]:
    optional = ("income_yuan_per_person", "collective_income_yuan", "land_mu", "satisfaction")
    return {
        name: {village[:2] for village in VILLAGES if dice.random() < 0.15} for name in optional if dice.random() < 0.3
    }


def _body(dice: random.Random, fields: list[str], units: dict[str, str],
          blanked: dict[str, set[tuple[str, str]]]) -> list[list[object]]:  # fmt: skip
    rows = []
    plain = dice.random() < 0.4
    for village in VILLAGES:
        known = dict(zip(FIELDS, village, strict=True))
        row: list[object] = []
        for name in fields:
            if name in ("township", "name"):
                row.append(_name(dice, known[name]))
            elif village[:2] in blanked.get(name, ()):
                row.append(dice.choice(("", "-", "—", "--", "/", "无", " ")))
            else:
                value = Decimal(known[name]) / Decimal(UNITS[name][units[name]])
                row.append(value if plain else _number(dice, value, units[name]))
        rows.append(row)
    return rows


def _name(dice: random.Random, text: str) -> str:
    return dice.choice((text, text, text + " ", "　" + text, text[0] + " " + text[1:], text + "\u200b"))


def _number(dice: random.Random, value: Decimal, unit: str) -> object:
    text = f"{value.normalize():f}"
    share = unit in ("%", "‰")
    style = dice.randrange(7)
    if style == 0 or (share and style == 5):
        return value
    if style == 1:
        return text.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)} | {ord("."): "．"})
    if style == 2:
        return f"{value.normalize():,f}"
    if style == 3:
        return f" {text} "
    if style == 4 and unit not in ("户", "人"):
        return text + unit
    if style == 5:
        return f"{value.normalize():,f}".replace(",", "，")
    return text


def _header(dice: random.Random, name: str, unit: str, unit_at: str) -> str:
    words = dice.choice(HEADERS[name])
    if unit_at != "header" or not unit:
        return words
    return dice.choice(("{}（{}）", "{}({})", "{} ({})", "{}/{}", "{}：{}", "{}\n（{}）")).format(words, unit)


def _spelling(dice: random.Random, unit: str) -> str:
    return dice.choice((unit, f"（{unit}）", f" {unit}")) if unit else ""


def _numbering(fields: list[str]) -> list[object]:
    stems = iter("甲乙丙丁")
    count = iter(range(1, 40))
    return [next(stems) if name in ("township", "name") else next(count) for name in fields]


def _townships(dice: random.Random, copy: Copy, fields: list[str], first: int) -> None:
    """Repeated, written once, merged, or with ditto marks."""
    column = fields.index("township")
    style = dice.choice(("repeated", "once", "once", "merged", "ditto"))
    copy.done.append(style)
    if style == "repeated":
        return
    starts = [row for row, village in enumerate(VILLAGES) if row == 0 or VILLAGES[row - 1][0] != village[0]]
    for row in range(len(VILLAGES)):
        if row not in starts:
            copy.rows[first + row][column] = dice.choice(("同上", "〃")) if style == "ditto" else ""
    if style == "merged":
        ends = [start - 1 for start in starts[1:]] + [len(VILLAGES) - 1]
        copy.merged = [(first + start, column, first + end, column) for start, end in zip(starts, ends, strict=True)]


def _totals(dice: random.Random, copy: Copy, fields: list[str], units: dict[str, str], first: int) -> None:
    """A grand total, below or above; subtotals below each township; called so or not."""
    if dice.random() < 0.5:
        return
    additive = ("households", "population", "land_mu")

    def total(villages: list[tuple[str, ...]], word: str, at: str) -> list[object]:
        row: list[object] = [""] * len(fields)
        for name in additive:
            place = FIELDS.index(name)
            whole = sum((Decimal(village[place]) for village in villages), Decimal(0))
            row[fields.index(name)] = whole / Decimal(UNITS[name][units[name]])
        row[fields.index(at)] = word
        return row

    merged_or_once = "" in [copy.rows[first + 1][fields.index("township")]]
    if not copy.merged and dice.random() < 0.4 and not merged_or_once:
        for end in (8, 6, 3):
            town = VILLAGES[end - 1][0]
            block = [village for village in VILLAGES if village[0] == town]
            copy.rows.insert(first + end, total(block, dice.choice(("小计", f"{town}合计", town)), "name"))
    word = dice.choice(("合计", "合 计", "总计", "全县", "Total", "合计：", ""))
    row = total(list(VILLAGES), word, dice.choice(("name", "township")) if word else "name")
    if dice.random() < 0.25 and not copy.merged:
        copy.rows.insert(first, row)
    else:
        copy.rows.append(row)


def _cells_of(copy: Copy, fields: list[str], first: int, name: str) -> list[int]:
    column = fields.index(name)
    names = {village[1] for village in VILLAGES}
    return [
        row for row in range(first, len(copy.rows))
        if len(copy.rows[row]) == len(fields) and tidy(copy.rows[row][fields.index("name")]) in names
        and copy.rows[row][column] != ""
    ]  # fmt: skip


def _spoil(change: Callable[[random.Random, str], object], *names: str) -> Callable[..., None]:
    def poison(dice: random.Random, copy: Copy, fields: list[str], first: int) -> None:
        name = dice.choice(names)
        row = dice.choice(_cells_of(copy, fields, first, name))
        column = fields.index(name)
        copy.rows[row][column] = change(dice, str(copy.rows[row][column]))
        copy.done.append(f"spoilt {name} in row {row + 1}: {copy.rows[row][column]}")

    return poison


def _no_unit(dice: random.Random, copy: Copy, fields: list[str], first: int) -> None:
    """The units disappear from the headers, the titles and the row of units."""
    for row in copy.rows[:first]:
        for column, cell in enumerate(row):
            text = str(cell)
            for unit in ("千元", "万元", "亿元", "元", "千亩", "万亩", "亩", "公里", "米", "%", "‰"):
                for around in ("（{}）", " ({})", "({})", "/{}", "：{}", "\n（{}）", "{}"):
                    text = text.replace(around.format(unit), "")
            row[column] = text if isinstance(cell, str) else cell
    copy.done.append("no units")


def _field_twice(dice: random.Random, copy: Copy, fields: list[str], first: int) -> None:
    name = dice.choice(("households", "population", "income_yuan_per_person"))
    column = fields.index(name)
    for row in copy.rows:
        if len(row) > column:
            row.append(row[column])
    copy.done.append(f"{name} twice")


def _village_twice(dice: random.Random, copy: Copy, fields: list[str], first: int) -> None:
    row = dice.choice(_cells_of(copy, fields, first, "households"))
    copy.rows.insert(row + 1, list(copy.rows[row]))
    copy.merged = []
    copy.done.append("a row twice")


def _other_scale(dice: random.Random, copy: Copy, fields: list[str], first: int) -> None:
    """The headers name a unit of money that is off by a factor of ten thousand or more."""
    swap = {"千元": "亿元", "万元": "亿元", "亿元": "千元"}
    for row in copy.rows[:first]:
        for column, cell in enumerate(row):
            for old, new in swap.items():
                if isinstance(cell, str) and old in cell:
                    row[column] = cell.replace(old, new)
                    break
    copy.done.append("other unit of money")


def _township_gap(dice: random.Random, copy: Copy, fields: list[str], first: int) -> None:
    """One township cell of a column that repeats them is blank."""
    if "repeated" in copy.done:
        row = dice.choice(_cells_of(copy, fields, first, "households"))
        copy.rows[row][fields.index("township")] = ""
        copy.done.append(f"township gap in row {row + 1}")


def _shifted(dice: random.Random, copy: Copy, fields: list[str], first: int) -> None:
    """An empty cell too many: everything to its right has moved."""
    row = dice.choice(_cells_of(copy, fields, first, "households"))
    copy.rows[row].insert(dice.randint(0, fields.index("households")), "")
    copy.done.append(f"shifted row {row + 1}")


NUMBERS = ("households", "population", "income_yuan_per_person", "collective_income_yuan", "land_mu", "satisfaction")
POISONS: tuple[Callable[..., None], ...] = (
    _spoil(lambda dice, text: text[:1] + "O" + text[1:], *NUMBERS),
    _spoil(lambda dice, text: text + dice.choice("①²*"), *NUMBERS),
    _spoil(lambda dice, text: "约" + text, *NUMBERS),
    _spoil(lambda dice, text: "-" + text if text not in ("0", "0元") else "-5", "households", "population", "land_mu"),
    _spoil(lambda dice, text: dice.choice(("#REF!", "#DIV/0!", "2007-03-05", "TRUE", "nan", "1e99")), *NUMBERS),
    _spoil(lambda dice, text: "", "households", "population"),
    _spoil(lambda dice, text: text + "1,5", *NUMBERS),
    _no_unit, _field_twice, _village_twice, _other_scale, _township_gap, _shifted,
)  # fmt: skip
