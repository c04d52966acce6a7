"""A column of an output table, and the keys that several tables share.

The CSV headers, the data dictionary of the workbook and of the page, the checks of results and the tests'
examples come from these declarations. Keys in the files stay in English in every language.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from liancun_sim.vocabulary import Label

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of an output table.

    Parameters
    ----------
    name : str — header in the file.
    label : Label — short name shown to a person.
    unit : str — in plain words; empty for keys and text.
    meaning : Label — one sentence for the data dictionary.
    """

    name: str
    label: Label
    unit: str
    meaning: Label


def column(name: str, en: str, zh: str, unit: str = "", en_meaning: str = "", zh_meaning: str = "") -> TableColumn:
    """A column by its names in both languages; what it says is its name where nothing more is to be said."""
    return TableColumn(name, Label(en, zh), unit, Label(en_meaning or en, zh_meaning or zh))


SCENARIO = column("scenario", "Scenario", "情景", "", "Key of the scenario", "情景变量名")
BASELINE = column("baseline", "Baseline", "对照（无政策）", "", "Scenario it is compared with", "与之比较的情景")
REPLICATION = column(
    "replication", "Replication", "重复", "number",
    "Number of the replication; the same number shares every random draw across scenarios",
    "重复编号；同一编号的各情景共用全部随机数",
)  # fmt: skip
UNCERTAINTY = column(
    "uncertainty", "Uncertainty", "不确定性", "",
    "chance: assumptions at their defaults; chance_and_assumptions: every pair draws all assumptions from their ranges",
    "chance：假设取默认值；chance_and_assumptions：每对模拟在区间内抽取全部假设",
)  # fmt: skip
PERIOD = column("period", "Period", "时段", "", "Months averaged over", "取平均的月份")
INDICATOR = column("indicator", "Indicator", "指标", "", "Key of the indicator", "指标变量名")
STRATUM = column(
    "stratum", "Stratum", "分组", "",
    "county, township:ID, quintile:1..5 (fixed at the start), treated:yes|no, in_union:yes|no",
    "county 全县，township:ID 乡镇，quintile:1..5 期初收入五等份组，treated:yes|no 受帮扶，in_union:yes|no 在联村",
)  # fmt: skip
VILLAGE_ID = column("village_id", "Village id", "村编号")
TOWNSHIP = column("township", "Township", "乡镇")
VILLAGE = column("village", "Village", "村")


def rows_of(frame: "pd.DataFrame") -> list[dict[str, Any]]:
    """A dictionary per row, by column name."""
    columns = [str(name) for name in frame.columns]
    return [dict(zip(columns, row)) for row in zip(*(frame[name].tolist() for name in frame.columns))]
