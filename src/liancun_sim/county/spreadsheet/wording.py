"""Words that tell a village from the other rows of a table: totals, notes, township headings."""

import re
from functools import lru_cache

from liancun_sim.county.spreadsheet.cells import REMEMBERED, squeezed
from liancun_sim.vocabulary.language import simplified

_TOTAL = "合计|总计|小计|共计|累计|汇总|总和"
_TOTAL_SURE = re.compile(
    rf"(?:(?:(?:全|本)[县乡镇市区省页]|[县乡镇](?:级)?|各村|各乡镇)的?)?(?:{_TOTAL})(?:[:]|[(\d:].*)?|(?:承[前上]|过[次下]|接[前上])页.*"
    r"|(?:grandtotal|totals?|sub-?totals?)(?:[:]|[(:].*)?"
)
_TOTAL_LIKELY = re.compile(
    r"(?:总数|平均|平均数|均值|平均值|sum|average|mean)(?:[:]|[(:].*)?|(?:全|本)[县乡镇市区省](?:平均(?:数|值)?|(?:总体)?(?:情况|概况|状况|数据))?"
)
_TOTAL_ENDING = re.compile(rf"(.+?)(?:{_TOTAL}|平均)(?:[(:].*)?|(.+?)(?:sub-?total|total)")
_NOTE = re.compile(
    r"(?:注|备注|附注|说明|填表说明|资料来源|数据来源|来源|填表人?|制表人?|填报人?|审核人?|复核人?|负责人|单位负责人|统计负责人|联系人|联系电话|"
    r"填报单位|填表单位|填表日期|填报日期|报出日期|日期|notes?|remarks?|sources?|preparedby|date|unit|单位)(?:\d*[:.、)]|$|\d+$)"
)
_TOWNSHIP = re.compile(r".{1,10}(?:乡|镇|街道|街道办|街道办事处|办事处|管理区|开发区)|.+(?:township|town|subdistrict)")
_COUNTY = re.compile(r".{1,10}(?:自治县|县|市|旗|(?<![社小新片景库矿城园])区)|.+county")
_OF_WHICH = re.compile(r"(?:其中|含|内含)(?::.*|$)|其中.*|ofwhich.*")
_TELLING = re.compile("[a-z计总页均全本注表报核含]|说明|来源|负责|联系|日期|单位|其中|[示样]例")
"""Something of every text that is a total, a note, a part or an example."""

_NUMBER_OF_HEADING = re.compile(
    r"^(?:[(]?[一二三四五六七八九十百]+[)、.:]|[(]?\d+[)、.:]?|第[一二三四五六七八九十百]+[:、]?)\s*"
)
_BEHIND_HEADING = re.compile(r"(?:[:]|[(].*|\d+个(?:行政)?村.*)$")
_SENTENCE = re.compile(r"[,。.;:!?、*※]|.{13,}")


def is_surely_total(text: str) -> bool:
    """Whether a cell can only be the name of a total, wherever it stands: 合计, 小计(17), 全县合计, Total."""
    return _TOTAL_SURE.fullmatch(_plain(text)) is not None


def is_total(text: str) -> bool:
    """Whether a cell is the name of a total where a village's name is expected: also 全县, 平均, Average."""
    return is_surely_total(text) or _TOTAL_LIKELY.fullmatch(_plain(text)) is not None


def is_average(text: str) -> bool:
    """Whether the name of a total says that it is a mean."""
    return re.search(r"平均|均值|average|mean", _plain(text)) is not None


def total_of(text: str) -> str | None:
    """What a name ending like a total is the total of (``斜店乡合计`` → 斜店乡); None if it ends otherwise.

    A village may be called so (马小计): whether it is a total the numbers must tell.
    """
    if not _may_tell(text):
        return None
    match = _TOTAL_ENDING.fullmatch(_plain(text))
    return (match.group(1) or match.group(2)) if match else None


def is_note(text: str) -> bool:
    """Whether a row beginning with this text is a note, a source or a signature."""
    return _NOTE.match(_plain(text).lstrip("([【")) is not None


def is_township(text: str) -> bool:
    """Whether a text reads like the name of a township."""
    return _TOWNSHIP.fullmatch(_plain(text)) is not None


def is_county(text: str) -> bool:
    """Whether a text reads like the name of a county or city."""
    return _COUNTY.fullmatch(_plain(text)) is not None


def heading_of(text: str) -> str | None:
    """The township a heading names: 一、斜店乡（4个村） → 斜店乡; None if it names none."""
    bare = _BEHIND_HEADING.sub("", _NUMBER_OF_HEADING.sub("", text, count=1)).strip()
    return bare if is_township(bare) else None


def is_of_which(text: str) -> bool:
    """Whether a row is only a part of the one above it: 其中：东街."""
    return _OF_WHICH.fullmatch(_plain(text)) is not None


def is_sentence(text: str) -> bool:
    """Whether a text is too long or too punctuated for a name."""
    return _SENTENCE.search(text) is not None


def is_only_a_name(text: str) -> bool:
    """Whether a text is none of these: no total, note, part or example."""
    return not _may_tell(text) or not any(says(text) for says in (is_total, is_note, is_of_which, is_example))


@lru_cache(maxsize=REMEMBERED)
def _may_tell(text: str) -> bool:
    """Whether any of the words of totals, notes, parts and examples stands in a text: in few names one does."""
    return _TELLING.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return simplified(squeezed(text))


def is_example(text: str) -> bool:
    """Whether a name marks the example row of the blank workbook."""
    return re.match(r"[(【\[]?(?:示例|样例|example)", _plain(text)) is not None
