"""The columns of a village table: what each means, its unit and bounds, its names in other people's tables.

``County.villages`` is indexed by `ID` and has exactly the columns of `VILLAGE_FIELDS`, in this order.
Required columns must come from the table; the others are synthesised where missing (`synthesis` says how)
and the county's provenance names them.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from liancun_sim.county.trades import TRADES, Trade
from liancun_sim.vocabulary import Label

__all__ = ["FIELDS", "ID", "MOST_PER_HOUSEHOLD", "REQUIRED", "TRADES", "VILLAGE_FIELDS", "Trade", "VillageField"]

MOST_PER_HOUSEHOLD = 8
"""Persons: no village has more on average. [assumption]"""

Dtype = Literal["text", "int", "float"]


@cache
def _header_aliases() -> dict[str, list[str]]:
    return tomllib.loads((files("liancun_sim.vocabulary") / "header_aliases.toml").read_text("utf-8"))


COLLECTIVE_MEDIAN_YUAN, COLLECTIVE_SD = 29_800.0, 1.2
"""Collective income of a year, and spread of its log: 66.7 % of villages below 50,000 yuan (published share)."""


@dataclass(frozen=True, slots=True)
class VillageField:
    """One column of a village table.

    Parameters
    ----------
    name : str — machine name. dtype : text, int or float. unit : str — in plain words; ``1`` if it has none.
    low, high : float or None — values outside are refused.
    synthesis : Label or None — how a missing column is filled; None where the table must supply it.
    """

    name: str
    dtype: Dtype
    unit: str
    label: Label
    synthesis: Label | None = None
    low: float | None = None
    high: float | None = None

    @property
    def required(self) -> bool:
        """The table must supply it: it cannot be synthesised."""
        return self.synthesis is None

    @property
    def aliases(self) -> tuple[str, ...]:
        """Headers of this column in other tables: English, and simplified Chinese (the traditional form follows)."""
        return tuple(_header_aliases()[self.name])


LAID_OUT = Label("laid out at random at the county's village spacing", "按全县村距随机布置")
AROUND_HALF = Label(
    "drawn around 0.5 (SD 0.15, assumption), higher in stronger villages",
    "以0.5为中心抽取（标准差0.15，假设），强村偏高",
)

ID = VillageField("id", "text", "1", Label("Village id", "村编号"))

VILLAGE_FIELDS = (
    VillageField("name", "text", "1", Label("Village", "村名")),
    VillageField("township", "text", "1", Label("Township", "乡镇")),
    VillageField("households", "int", "households", Label("Households", "户数"), low=1, high=1_000_000),
    VillageField("population", "int", "persons", Label("Population", "人口"), low=1, high=8_000_000),
    VillageField("x_km", "float", "km", Label("Position east", "东西坐标"), LAID_OUT),
    VillageField("y_km", "float", "km", Label("Position north", "南北坐标"), LAID_OUT),
    VillageField("land_mu", "float", "mu", Label("Cultivated land", "耕地面积"), Label(
        "1.66 mu per person (county gazette) with a spread of 20 % (assumption)",
        "人均1.66亩（县志），标准差20%（假设）"), 0),
    VillageField("spare_land_mu", "float", "mu", Label("Spare land", "空余土地"), Label(
        "0–30 % of the cultivated land (assumption)",
        "占耕地的0～30%（假设）"), 0),
    VillageField("cash_crop_share", "float", "share",
                 Label("Share of households whose land suits cash crops", "土地适宜经济作物的户占比"), Label(
        "drawn around 0.7 (SD 0.1, assumption)",
        "以0.7为中心抽取（标准差0.1，假设）"), 0, 1),
    VillageField("leading_trade", "text", "1", Label("Leading trade", "主导产业"), Label(
        "drawn by the assumed frequencies of trades",
        "按假设的产业频率抽取")),
    VillageField("workshops", "int", "count", Label("Workshops and private firms", "加工户和民营企业数"), Label(
        "drawn by leading trade and households (assumption)",
        "按主导产业和户数抽取（假设）"), 0, 100_000),
    VillageField("income_yuan_per_person", "float", "yuan/person/year", Label("Income per person", "人均纯收入"), Label(
        "log-normal around 4,237 yuan (0.85 × Shandong 2007, assumption), village SD 0.23",
        "对数正态，平均值4237元（山东2007年的0.85倍，假设），村际标准差0.23"), 1, 1_000_000),
    VillageField("collective_income_yuan", "float", "yuan/year", Label("Collective income", "村集体经济收入"), Label(
        f"ln ~ N(ln {COLLECTIVE_MEDIAN_YUAN:,.0f}, {COLLECTIVE_SD}): two thirds below 50,000 yuan (assumption after a "
        "published share)",
        f"ln～N(ln {COLLECTIVE_MEDIAN_YUAN:.0f}, {COLLECTIVE_SD})：约三分之二低于5万元（按公开比例假设）")),
    VillageField("fund_yuan", "float", "yuan", Label("Village fund", "村级账户余额"), Label(
        "about half a year's collective income (assumption)",
        "约半年的村集体经济收入（假设）")),
    VillageField("debt_yuan", "float", "yuan", Label("Village debt", "村级债务"), Label(
        "60 % of villages, median 40,000 yuan (assumption)",
        "60%的村有债，中位数4万元（假设）"), 0),
    VillageField("road", "float", "0–1", Label("Road quality", "道路状况"), AROUND_HALF, 0, 1),
    VillageField("irrigation", "float", "0–1", Label("Irrigation quality", "水利状况"), AROUND_HALF, 0, 1),
    VillageField("services", "float", "0–1", Label("Public services", "公共服务"), AROUND_HALF, 0, 1),
    VillageField("capacity", "float", "0–1", Label("Capacity of the leadership", "班子能力"), AROUND_HALF, 0, 1),
    VillageField("secretary_quality", "float", "0–1", Label("Quality of the secretary", "书记履职能力"), Label(
        "capacity plus a spread of 0.12 (assumption)",
        "以班子能力为中心，标准差0.12（假设）"), 0, 1),
    VillageField("cadre_posts", "int", "posts", Label("Cadre posts", "干部职数"), Label(
        "size bands of the Organic Law of Villagers' Committees: 3–7",
        "按《村民委员会组织法》的规模档次：3～7"), 1, 100),
    VillageField("party_members", "int", "households", Label("Party-member households", "党员户数"), Label(
        "about 9 % of households (assumption, 6–12 %)",
        "约占农户的9%（假设，6～12%）"), 0, 1_000_000),
    VillageField("satisfaction", "float", "0–1", Label("Satisfaction of villagers", "群众满意度"), Label(
        "what capacity, public goods and relative income let expect (assumption)",
        "由班子能力、公共设施和相对收入推算（假设）"), 0, 1),
    VillageField("tied_to", "text", "1", Label("Village of an earlier pairing (id)", "此前结对村（编号）"), Label(
        "none", "无")),
)  # fmt: skip

FIELDS = {field.name: field for field in (ID, *VILLAGE_FIELDS)}
REQUIRED = tuple(field.name for field in FIELDS.values() if field.required)
