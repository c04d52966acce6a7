"""What the lines around a table say of its units and years: of the whole table, or of one column alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

from liancun_sim.county.spreadsheet.cells import folded, is_blank, is_number, squeezed
from liancun_sim.county.spreadsheet.headers import Header, field_of, words_of
from liancun_sim.county.spreadsheet.layout import Layout, first_text, row_text
from liancun_sim.county.spreadsheet.units import is_unit, split_units
from liancun_sim.county.spreadsheet.wording import is_note
from liancun_sim.vocabulary.language import simplified

_UNIT_SAID = re.compile(
    r"(?P<what>(?:[^\W\d_]|、)*?)(?:单位|units?)\s*(?P<each>分别)?(?:均|都|皆|全部|一律|统一|同)?\s*(?:为:|[:为是]|are|is)\s*"
    r"(?P<unit>.+?)(?=[)\]】。;]|\S*单位|$)",
    re.IGNORECASE,
)
_UNIT_TAKEN = re.compile(
    r"(?P<what>(?:[^\W\d_]|、)*?)(?:均|都|皆|全部|一律|统一)?[以按用](?P<unit>[^\W\d_]{1,4}(?:/[^\W\d_])*?)"
    r"(?:为(?:计量|计算)?单位|计|填[写报列]|表示|统计|列示)"
)
_OTHERS_SAID = re.compile(r"其[余他](?:各项|指标|项目)?(?:均|都)?(?:单位)?[:为是]+(?P<unit>[^,。;、)\]】]+)")
_UNIT_BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]+)[)\]】]", re.IGNORECASE)
_NO_UNIT_OF_NUMBERS = re.compile(r"(?:填报|填表|编制|报送|制表|负责|统计|主管|所属|预算)$")
_OF_EVERYTHING = re.compile(r"(?:注|说明|备注|表[内中]?|本表|金额|货币|计量|面积|数量|数据|计算|money|area|and|the)*")
_LEADS_IN = re.compile(r"^(?:其中|注|说明|备注|上述|以上|本?表[中内]|各项|所有)+")
_LEADS_OUT = re.compile(r"的?(?:计量|计算|金额|数据)?$")
_AND = re.compile("[、和与及]")
_OF_ANYTHING = frozenset("万千百亿个")  # 单位:万 may mean people or money: not a unit of a whole table

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_IN_WORDS = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
_YEAR = re.compile(r"(?<!\d)((?:19[5-9]|20\d)\d)(?!\d)(?![元户人亩个万%])")
_UNTIL = r"(?:截[至止]到?|至|到|止于)"
_NO_YEAR_OF_DATA = (
    re.compile(r"[〔\[(【{]\s*(?:19|20)\d\d\s*[〕\])】}]\s*第?\s*\d+\s*号?"),  # the number of a document
    re.compile(
        r"(?:填表|填报|上报|制表|打印|编制|报送|报出|印发|审核|发布|导出|更新|日期|时间)(?:日期|时间|年月)?\s*[:为]?\s*"
        r"(?:19|20)\d\d(?:\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{0,2}\s*日?)?|年)?"
    ),
    re.compile(r"(?<!\d)(?<!截至)(?<!截止)(?<!截至到)(?<!截止到)(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*"
               r"(?:[./-]\s*\d{1,2}|月\s*(?:\d{1,2}\s*日?)?)(?![末底])"),
    re.compile(r"(?:十[一二三四五]五|规划)[^年]{0,6}\(?(?:19|20)\d\d[-—~至](?:19|20)\d\d\)?"),
)  # fmt: skip
_OF_COLUMN = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2,12}?)(?:数据|数)?(?:均|都|仍)?(?:为|是|系|采用|取自|截至)[\u4e00-\u9fff]{0,3}"
    r"(?P<year>(?:19[5-9]|20\d)\d)年"
)
_ENUMERATED = re.compile(r"(?<!\d)\d{1,2}[.、)](?!\d)|[。;]|^(?:注|说明|备注)\d?:")


@dataclass(frozen=True, slots=True)
class Noted:
    """units : of the whole table. years : the titles and notes name, of the data. columns : headers told apart."""

    units: tuple[str, ...]
    years: tuple[int, ...]
    layout: Layout


def noted(layout: Layout) -> Noted:
    """What titles and notes say; a unit or year of one column goes to the header of that column alone."""
    headers, units, years = dict(layout.headers), list[str](), list[int]()
    for row, title in _lines(layout):
        for text in (plain(cell) for cell in layout.sheet.rows[row] if not is_blank(cell)):
            for what, unit in _units_in(text, title):
                columns = _columns(what, headers)
                if not _OF_EVERYTHING.fullmatch(what):
                    for column in columns:
                        headers[column] = replace(headers[column], noted_unit=unit)
                else:
                    units.append(unit)
            for clause in _ENUMERATED.split(text):
                of_column = None if title else _OF_COLUMN.search(clause)
                if of_column is None:
                    continue
                columns = _columns(of_column["what"], headers)
                for column in columns:
                    headers[column] = replace(headers[column], year=headers[column].year or int(of_column["year"]))
                if not columns and re.search(r"以上|本表|表[内中]|数据", of_column["what"]):
                    years.append(int(of_column["year"]))
    of_titles = [year for row in layout.titles for year in years_in(row_text(layout.sheet, row))]
    return Noted(
        tuple(unit for unit in dict.fromkeys(units) if unit not in _OF_ANYTHING),
        tuple(dict.fromkeys(of_titles or years)), replace(layout, headers=headers),
    )  # fmt: skip


@cache
def plain(text: object) -> str:
    """A line in simplified characters, its year in figures: 二〇二三年 → 2023年."""
    return _YEAR_IN_WORDS.sub(lambda year: year.group().translate(_DIGITS), simplified(folded(text)))  # type: ignore[arg-type]


def years_in(text: str) -> list[int]:
    """The years a title names, without those of a document's number or of filling in."""
    text = plain(text)
    for other in _NO_YEAR_OF_DATA:
        text = other.sub(" ", text)
    return list(dict.fromkeys(int(year) for year in _YEAR.findall(text)))


def _lines(layout: Layout) -> Iterator[tuple[int, bool]]:
    """Rows that speak of the table, and whether they are titles: notes, and the lines that go on below one."""
    yield from ((row, True) for row in layout.titles)
    going_on = False
    for row in range(layout.first, len(layout.sheet.rows)):
        starts = is_note(first_text(layout.sheet, row))
        if going_on and not starts:
            cells = [cell for cell in layout.sheet.rows[row] if not is_blank(cell)]
            going_on = len(cells) == 1 and not is_number(cells[0])
        going_on = going_on or starts
        if going_on:
            yield row, False


def _units_in(text: str, title: bool) -> Iterator[tuple[str, str]]:
    """What is spoken of ("" for the whole table) and its unit."""
    for said in _UNIT_SAID.finditer(text):
        if not _NO_UNIT_OF_NUMBERS.search(said["what"]):
            whats, units = _spoken_of(said["what"]), split_units(said["unit"])
            if said["each"]:
                pairs = zip(whats, units, strict=True) if len(whats) == len(units) else iter(())
            else:
                pairs = product(whats, units)
            yield from ((what, unit) for what, unit in pairs if is_unit(unit))
    for taken in _UNIT_TAKEN.finditer(text):
        if is_unit(taken["unit"]):
            yield from ((what, taken["unit"]) for what in _spoken_of(taken["what"]))
    for said in _OTHERS_SAID.finditer(text):
        yield "", said["unit"].strip()
    if title:
        for part in _UNIT_BRACKETED.findall(text):
            units = split_units(part)
            if units and all(map(is_unit, units)):
                yield from (("", unit) for unit in units)


def _spoken_of(text: str) -> list[str]:
    """What a unit is said of: 人均纯收入、集体收入 are two, and "" is the whole table."""
    whole = _LEADS_OUT.sub("", _LEADS_IN.sub("", text.strip("、")))
    several = [_LEADS_OUT.sub("", part) for part in _AND.split(whole)]
    return [whole] if field_of(whole) is not None else [part for part in several if len(part) > 1] or [whole]


def _columns(what: str, headers: dict[int, Header]) -> list[int]:
    """The columns that words of a note speak of."""
    field, words = field_of(what) if what else None, squeezed(what)
    return [
        column for column, header in headers.items()
        if words and ((header.field is not None and header.field == field)
                      or words in simplified(squeezed(words_of(header.text))))
    ]  # fmt: skip
