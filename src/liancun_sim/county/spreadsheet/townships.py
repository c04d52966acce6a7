"""The township of every village: from its cell, from the cell it is merged with, or from the heading above."""

import re
from collections.abc import Mapping
from itertools import pairwise

from liancun_sim.county.spreadsheet.body import Body
from liancun_sim.county.spreadsheet.cells import DITTO, is_blank, squeezed, tidy
from liancun_sim.county.spreadsheet.layout import Layout, merged_over, row_text
from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.wording import is_total, total_of

TOWNSHIP = (
    r"[\u4e00-\u9fff]{1,6}?(?:街道办事处|街道辦事處|街道|[乡镇鄉鎮])(?![镇鎮]|村振)"
    r"|[A-Z]\w+ (?:Township|Town|Subdistrict)"
)
"""The name of a township within a text."""

_HAN = r"[\u4e00-\u9fff]"
ABOVE_TOWNSHIP = (
    rf"(?:{_HAN}{{1,8}}?(?:省|自治区))?(?:{_HAN}{{1,8}}?(?:市|地区|自治州|盟))?(?:{_HAN}{{1,8}}?(?:县|区|市|旗))?"
)
"""Province, city and county, as far as they stand before a township: 山东省聊城市冠县."""

_BEFORE_TOWNSHIP = re.compile(rf"{ABOVE_TOWNSHIP}(?={TOWNSHIP})")
_TITLE = re.compile(rf"(?:(?:19|20)\d\d年(?:度)?)?(?:\S{{1,8}}?[县市区])?({TOWNSHIP})")
_FILLED_IN_BY = re.compile(rf"(?:填报|填表|编制|报送)单位(?:\(盖章\))?:\s*(?:\S{{1,8}}?[县市区])?({TOWNSHIP})")
_COUNTY = r"[\u4e00-\u9fff]{1,8}?(?:自治县|县)"
_COUNTY_TITLE = re.compile(rf"(?:(?:19|20)\d\d年(?:度)?)?(?:[\u4e00-\u9fff]{{1,6}}?[省市])?({_COUNTY})")
_COUNTY_BY = re.compile(rf"(?:填报|填表|编制|报送)单位(?:\(盖章\))?:\s*(?:[\u4e00-\u9fff]{{1,6}}?[省市])?({_COUNTY})")
_NO_COUNTY = re.compile(r"[全各本某该我区省市]|所属|^(?:附件|附表|统计|村级|乡村)")
_NO_NAME = re.compile(r"(?:.*(?:美丽|和美|示范|文明|平安|数字|生态|各|全|本|城|新农|所属|所在))?[乡镇鄉鎮]{1,2}")


def without_county(text: str) -> str:
    """A text without what stands before the township it names: 山东省聊城市冠县斜店乡前社庄 → 斜店乡前社庄."""
    return _BEFORE_TOWNSHIP.sub("", text, count=1) if _BEFORE_TOWNSHIP.match(text) else text


def township_of_table(layout: Layout) -> str:
    """The township a whole table is of: named by its sheet or file, or by its title or signature; "" if none is."""
    for part in reversed(re.split(r"[/\\]|\.(?:xlsx?|ods|et|csv|txt)\b", layout.sheet.name)):
        named = re.match(rf"[\d\W_]*({TOWNSHIP})", tidy(part))
        if named and _is_name(named.group(1)):
            return named.group(1)
    for row in layout.titles:
        text = tidy(row_text(layout.sheet, row))
        named = _TITLE.match(text) or _FILLED_IN_BY.search(text)
        if named and _is_name(named.group(1)):
            return named.group(1)
    return ""


def county_of_table(layout: Layout) -> str:
    """The county a title or a signature names: 填报单位：冠县农业农村局; "" if none does."""
    for row in layout.titles:
        text = tidy(row_text(layout.sheet, row))
        named = _COUNTY_TITLE.match(text) or _COUNTY_BY.search(text)
        if named and not _NO_COUNTY.search(named.group(1)):
            return named.group(1)
    return ""


def _is_name(text: str) -> bool:
    """Whether a township is called so: not 各乡, 全镇, or the 乡 of 美丽乡村."""
    return _NO_NAME.fullmatch(text) is None


def townships_of(layout: Layout, mapped: Mapping[str, Mapped], body: Body, whole: str = "") -> dict[int, str | None]:
    """Township by village row; None where the table leaves it open. whole : of a table that is one township's.

    A blank cell takes the township above it only in a column that writes each township once: where
    rows repeat their township (or are merged over it) a blank is a gap, and its township unknown.
    """
    column = mapped["township"].column if "township" in mapped else None
    if column is None:
        return dict.fromkeys(body.villages, whole) if whole else _below_headings(body)
    written = {row: _written(layout, row, column) for row in sorted([*body.villages, *body.headings, *body.totals])}
    repeats = _repeats(body, written)
    found: dict[int, str | None] = {}
    current: str | None = None
    for row, text in written.items():
        if row in body.totals:  # a blank below a subtotal may be anybody's
            current = text if text and not is_total(text) and total_of(text) is None else None
        elif row in body.headings:
            current = text
        elif text:
            found[row] = current = text
        else:
            ditto = squeezed(layout.sheet.rows[row][column]) in DITTO
            found[row] = current if ditto or not repeats else None
    return found


def _written(layout: Layout, row: int, column: int) -> str:
    merged = merged_over(layout.sheet, row, column)
    cell = layout.sheet.rows[merged[0]][merged[1]] if merged and merged[1] == column else layout.sheet.rows[row][column]
    return "" if is_blank(cell) or squeezed(cell) in DITTO else tidy(cell)


def _repeats(body: Body, written: Mapping[int, str]) -> bool:
    """Whether villages next to each other both write the same township."""
    texts = [written[row] for row in body.villages if written[row]]
    return any(one == other for one, other in pairwise(texts))


def _below_headings(body: Body) -> dict[int, str | None]:
    found: dict[int, str | None] = {}
    current: str | None = None
    for row in sorted([*body.villages, *body.headings]):
        if row in body.headings:
            current = body.headings[row]
        else:
            found[row] = current
    return found
