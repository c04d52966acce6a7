"""Leading trades of villages (主导产业), with the mix of household income each goes with.

The shares by trade are an assumption; weighted by `frequency` they average to the county's
.42 / .13 / .39 / .06 (farm, business, wage, other: National Bureau of Statistics, Shandong, 2007). In another year each
source has grown or shrunk with its published share.
"""

from dataclasses import dataclass

from liancun_sim.parameters.published import composition
from liancun_sim.parameters.rural_income import BASE_YEAR
from liancun_sim.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Trade:
    """What most households of a village live by.

    frequency : share of villages in the reconstructed county. [0–1, assumption]
    shares : mean shares of farm, business, wage and other income of a village of this trade.
    workshops : mean number of workshops per 100 households. [assumption]
    aliases : other words for it in village tables.
    """

    key: str
    label: Label
    frequency: float
    shares: tuple[float, float, float, float]
    workshops: float
    aliases: tuple[str, ...] = ()


TRADES = (
    Trade("grain", Label("Grain", "粮食种植"), 0.45, (0.427, 0.097, 0.416, 0.060), 0.6,
          ("粮食", "粮棉", "种植", "种植业", "农业", "小麦", "玉米", "棉花", "粮", "farming", "crops", "cereals")),
    Trade("greenhouse_vegetables", Label("Greenhouse vegetables", "大棚蔬菜"), 0.10, (0.560, 0.110, 0.270, 0.060), 0.8,
          ("蔬菜", "大棚", "大棚菜", "蔬菜大棚", "设施蔬菜", "设施农业", "greenhouse", "vegetables")),
    Trade("orchard", Label("Orchards", "果树种植"), 0.10, (0.540, 0.110, 0.290, 0.060), 0.8,
          ("果树", "林果", "果品", "水果", "樱桃", "大樱桃", "苹果", "梨", "orchards", "fruit", "cherries")),
    Trade("livestock", Label("Livestock", "畜牧养殖"), 0.08, (0.530, 0.130, 0.280, 0.060), 1.0,
          ("养殖", "畜牧", "养殖业", "畜牧业", "养猪", "养鸡", "养牛", "animal husbandry")),
    Trade("bearing_forging", Label("Bearing forging", "轴承锻造"), 0.05, (0.260, 0.300, 0.380, 0.060), 8.0,
          ("轴承", "锻造", "轴承加工", "锻造业", "bearings", "forging")),
    Trade("private_industry", Label("Private industry", "民营企业"), 0.06, (0.240, 0.250, 0.450, 0.060), 5.0,
          ("工业", "民营", "企业", "加工业", "加工", "制造业", "工业加工", "industry", "manufacturing", "factories")),
    Trade("commerce", Label("Trade and transport", "商贸运输"), 0.06, (0.300, 0.280, 0.360, 0.060), 3.0,
          ("商贸", "运输", "商业", "物流", "服务业", "商业服务", "commerce", "transport", "services trade")),
    Trade("labour_export", Label("Work away from home", "外出务工"), 0.10, (0.300, 0.072, 0.568, 0.060), 0.3,
          ("务工", "劳务", "打工", "劳务输出", "外出打工", "migrant work", "labour", "labor")),
)  # fmt: skip


def shares_of_year(trade: Trade, year: int) -> tuple[float, ...]:
    """Mean shares of farm, business, wage and other income of a trade in a year; farm and business shrink alike."""
    if year == BASE_YEAR:
        return trade.shares
    (wage, own, unearned), (wage_then, own_then, unearned_then) = composition(year), composition(BASE_YEAR)
    farm, business, wages, other = trade.shares
    changed = (
        farm * own / own_then, business * own / own_then, wages * wage / wage_then, other * unearned / unearned_then,
    )  # fmt: skip
    return tuple(share / sum(changed) for share in changed)
