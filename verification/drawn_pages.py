"""The pages of a drawn table: townships in a column, before names, in headings or a page each; what stands around."""

import random
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from known_county import Column, Drawn, Page, Row, Village


def written(
    dice: random.Random, villages: list[Village], columns: list[Column], units: dict[str, str], unit_at: str,
    oddity: str, by_hamlet: bool,
) -> list[Page]:  # fmt: skip
    """The pages of the villages: townships in a column, before the names, in headings, or a page each."""
    townships = [one.township for one in villages]
    styles = ("column", "column", "once", "ditto", "merged", "before names", "headings", "pages", "blocks")
    plain = oddity in ("second table", "beside")
    style = "column" if oddity or by_hamlet else dice.choice(styles)
    first = [townships.index(town) for town in dict.fromkeys(townships)]
    if style in ("pages", "blocks"):
        ends = [*first[1:], len(villages)]
        pages = [
            _page(dice, townships[begin], _cut(columns, begin, end), units, unit_at, {}, [])
            for begin, end in zip(first, ends, strict=True)
        ]
        return pages if style == "pages" else [_below_one_another(pages)]
    if style == "headings":
        write = dice.choice(("{1}", "{0}、{1}", "（{0}）{1}", "{1}（本乡镇）", "{1}："))
        headings = {row: write.format("一二三"[count], townships[row]) for count, row in enumerate(first)}
        return [_page(dice, "Sheet1", columns, units, unit_at, headings, [])]
    bare = columns[0].cells == [one.name for one in villages] and not by_hamlet
    if style == "before names" and bare and min(map(townships.count, townships)) > 1:
        names = [f"{one.township}{one.name}" for one in villages]
        whole = [Column(columns[0].header, list(names)), *columns[1:]]
        return [_page(dice, "Sheet1", whole, units, unit_at, {}, [], plain=plain)]
    cells: list[object] = list(townships)
    if style == "ditto":
        cells = [town if row in first else dice.choice(("同上", "〃")) for row, town in enumerate(townships)]
    if style in ("once", "merged"):
        cells = [town if row in first else None for row, town in enumerate(townships)]
    place = dice.choice((0, 0, 1)) if style != "merged" else 0
    columns = [*columns[:place], Column((dice.choice(("乡镇", "所属乡镇", "乡（镇）")),), cells), *columns[place:]]
    ends = [*first[1:], len(villages)]
    spans = [(begin, end, place) for begin, end in zip(first, ends, strict=True) if end - begin > 1]
    return [_page(dice, "Sheet1", columns, units, unit_at, {}, spans if style == "merged" else [],
                  totals=not by_hamlet and style == "column" and not plain, plain=plain)]  # fmt: skip


def _below_one_another(pages: Sequence[Page]) -> Page:
    """Blocks of one sheet, each under the title of its township."""
    rows: list[Row] = []
    merged: list[tuple[int, int, int, int]] = []
    width = max(len(page.rows[0]) for page in pages)
    for page in pages:
        rows.append([f"{page.name}村级情况表", *[None] * (width - 1)])
        merged += [(top + len(rows), left, bottom + len(rows), right) for top, left, bottom, right in page.merged]
        rows += [[*row, *[None] * (width - len(row))] for row in page.rows]
        rows.append([None] * width)
    return Page("Sheet1", rows, merged)


def _cut(columns: Sequence[Column], begin: int, end: int) -> list[Column]:
    return [Column(one.header, one.cells[begin:end], one.field) for one in columns]


def _page(
    dice: random.Random, name: str, columns: list[Column], units: dict[str, str], unit_at: str,
    headings: dict[int, str], spans: Sequence[tuple[int, int, int]], totals: bool = False,
    plain: bool = False,
) -> Page:  # fmt: skip
    if dice.random() < 0.25 and not spans and not plain:
        columns = [Column(("序号",), list(range(1, len(columns[0].cells) + 1))), *columns]
    depth = max(len(column.header) for column in columns)
    rows: list[Row] = [
        [title] for title in dice.choice(([], [], ["村级基本情况统计表"], ["2007年村级情况一览表", None]))
    ]
    top = len(rows)
    merged: list[tuple[int, int, int, int]] = []
    for level in range(depth):
        rows.append([column.header[level] if level < len(column.header) else None for column in columns])
    written = dice.choice(("merged", "once", "repeated"))
    for level in range(depth - 1):
        _spread(rows[top + level], top + level, columns, level, written, merged)
    if unit_at == "unit row" and units:
        rows.append([units.get(column.field, "") for column in columns])
    elif dice.random() < 0.1 and not headings and not plain:
        numbers = iter(range(1, 40))
        counted = [isinstance(column.cells[0], int | Decimal) for column in columns]
        rows += [[next(numbers) if is_counted else None for is_counted in counted]] if sum(counted) > 1 else []
    begin = len(rows)
    for row in range(len(columns[0].cells)):
        if row in headings:
            rows.append([headings[row]])
        rows.append([column.cells[row] for column in columns])
    merged += [(begin + one, column, begin + end - 1, column) for one, end, column in spans]
    if totals:
        _with_totals(dice, rows, begin, columns)
    if dice.random() < 0.1 and not spans and not headings and not plain:
        middle = dice.randint(begin + 1, len(rows))
        rows[middle:middle] = [list(row) for row in rows[top : top + depth]] if depth == 1 else []
    rows += [[note] for note in dice.choice(([], [], ["注：数据来源于统计站"], [None, "填表人：某某"]))]
    width = len(columns)
    if dice.random() < 0.1 and name[-1] not in "乡镇" and not plain:  # a table that begins in column B
        rows = [[None, *row] for row in rows]
        merged, width = [(top, left + 1, bottom, right + 1) for top, left, bottom, right in merged], width + 1
    return Page(name, [[*row, *[None] * (width - len(row))] for row in rows], merged)


def _spread(
    cells: Row, row: int, columns: Sequence[Column], level: int, written: str, merged: list[tuple[int, int, int, int]]
) -> None:
    """Write a header that spans columns once, merged or on each of them."""
    start = 0
    while start < len(columns):
        end = start
        while end + 1 < len(columns) and len(columns[start].header) > level + 1 and (
            columns[end + 1].header[: level + 1] == columns[start].header[: level + 1]
        ):  # fmt: skip
            end += 1
        if end > start and written != "repeated":
            cells[start + 1 : end + 1] = [None] * (end - start)
            if written == "merged":
                merged.append((row, start, row, end))
        start = end + 1


def _with_totals(dice: random.Random, rows: list[Row], begin: int, columns: Sequence[Column]) -> None:
    """A row of totals below or above the villages, called so or like the county, or a part of a village below it."""
    words = ("乡镇", "所属乡镇", "乡（镇）", "村名", "村庄", "行政村", "村民委员会")
    labels = [place for place, column in enumerate(columns) if column.header[0] in words]
    summed = [
        sum(cell for cell in column.cells if isinstance(cell, int))
        if column.header != ("序号",) and all(isinstance(cell, int) for cell in column.cells) else None
        for column in columns
    ]  # fmt: skip
    style = dice.choice(("", "below", "above", "county", "part"))
    if style == "part":
        of_first = rows[begin]
        part: Row = [cell // 3 if isinstance(cell, int) and column.header != ("序号",) else None
                     for cell, column in zip(of_first, columns, strict=True)]  # fmt: skip
        name = next(place for place in labels if columns[place].header[0] not in ("乡镇", "所属乡镇", "乡（镇）"))
        part[name] = f"其中：{of_first[name]}东街"
        rows.insert(begin + 1, part)
    elif style:
        row: Row = list(summed)
        word = dice.choice(("合计", "合 计", "总计", "全县合计")) if style != "county" else "某某县"
        for place in labels[: 2 if style == "county" else 1]:
            row[place] = word
        rows.insert(len(rows) if style == "below" else begin, row)


def forms(dice: random.Random, villages: list[Village]) -> Drawn:
    """One form a village, a page each."""
    given = ("households", "population", "land_mu")
    pages = []
    for one in villages:
        numbers = one.numbers
        pages.append(Page(one.name, [
            [dice.choice(("村级基本情况登记表", "村情登记卡"))], ["所属乡镇", one.township, "村名", one.name],
            ["户数（户）", int(numbers["households"]), "人口数（人）", int(numbers["population"])],
            ["耕地面积（亩）", numbers["land_mu"], "支部书记", "某某"],
        ]))  # fmt: skip
    names = [one.name for one in villages]
    pairs = list(pairwise(names))
    pages.append(Page("相邻", [["村", "相邻村"], *map(list, pairs)]))
    return Drawn(pages, villages, given, set(map(frozenset, pairs)), shape="forms")
