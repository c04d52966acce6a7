"""A county that is known, and the pages of an office's table of it."""

import random
from dataclasses import dataclass, field
from decimal import Decimal

Row = list[object]


Values = dict[str, Decimal]


@dataclass(frozen=True)
class Village:
    """A village of the known county; numbers by field, in the model's units, and degrees."""

    township: str
    name: str
    numbers: Values


@dataclass
class Page:
    """A sheet of a file, or a file of a folder; rows and columns from 0."""

    name: str
    rows: list[Row]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)


@dataclass
class Drawn:
    """pages : of the file. villages : behind them. given : fields the table gives. edges : pairs of names it lists.

    oddity : what must be asked about, or "". shape : what the table is called in a count.
    """

    pages: list[Page]
    villages: list[Village]
    given: tuple[str, ...]
    edges: set[frozenset[str]] | None
    oddity: str = ""
    shape: str = "rows"


@dataclass
class Column:
    """header : from the topmost down. cells : beside the villages. field : it gives, or ""."""

    header: tuple[str, ...]
    cells: list[object]
    field: str = ""


FAMILIES, KINDS = "孟祝程薛邵毛邱秦江史顾侯康贺严尹钱施牛洪龚汤", "庄屯洼楼寨营集铺堂岭"


TOWNS = ("柳树", "石桥", "桑园", "枣林", "槐店", "青河", "白塔", "红井", "双泉", "沙沟")


UNITS = {
    "land_mu": {"亩": 1, "公顷": 15, "万亩": 10_000}, "debt_yuan": {"元": 1, "万元": 10_000},
    "income_yuan_per_person": {"元": 1}, "collective_income_yuan": {"元": 1, "千元": 1000, "万元": 10_000},
}  # fmt: skip


WORDS = {
    "households": ("户数", "总户数", "農戶數", "户 数"), "population": ("人口", "总人口", "人口数", "總人口"),
    "land_mu": ("耕地面积", "耕地", "耕地總面積"), "income_yuan_per_person": ("人均纯收入", "农民人均纯收入"),
    "collective_income_yuan": ("村集体收入", "集体经济收入"), "debt_yuan": ("村级债务", "债务"),
}  # fmt: skip


def county(dice: random.Random) -> list[Village]:
    names = dice.sample([family + kind for family in FAMILIES for kind in KINDS], 14)
    suffix = dice.choice(("", "", "村"))
    found: list[Village] = []
    for town in dice.sample(TOWNS, dice.randint(2, 3)):
        township = town + dice.choice("乡镇")
        for _ in range(dice.randint(2, 4)):
            households = dice.randint(35, 600)
            people = round(households * dice.uniform(2.7, 4.1))
            place = len(found)
            found.append(Village(township, names[place] + suffix, {
                "households": Decimal(households), "population": Decimal(people),
                "land_mu": Decimal(round(people * dice.uniform(1.2, 2.1)) * 15),
                "income_yuan_per_person": Decimal(dice.randint(2600, 6800)),
                "collective_income_yuan": Decimal(dice.randint(30, 2200) * 100),
                "debt_yuan": Decimal(dice.choice((0, dice.randint(50, 900) * 100))),
                "longitude": Decimal(115_400 + 17 * (place % 4) + dice.randint(0, 4)) / 1000,
                "latitude": Decimal(36_400 + 13 * (place // 4) + dice.randint(0, 4)) / 1000,
            }))  # fmt: skip
    for village in found:
        village.numbers["land_mu"] /= 15
        village.numbers["land_mu"] = village.numbers["land_mu"].quantize(Decimal("0.1"))
    return found
