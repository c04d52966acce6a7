"""The coefficients of the collective economy: accounts, pooled land, management, markets, the charter."""

from liancun_sim.parameters import Coefficient
from liancun_sim.vocabulary import Label

COEFFICIENTS = (
    Coefficient(
        "collective_economy.post_pay", 4_800, 3_000, 8_000, "yuan/year",
        Label("Pay of a cadre post", "村干部年报酬"), "assumption", lowers=("village_fund",),
    ),
    Coefficient(
        "collective_economy.running_share", 0.7, 0.4, 0.9, "share",
        Label("Share of what is left after pay and debt that running the village takes", "日常运转支出比例"),
        "assumption: leaves a median village the 12,000 yuan a year it saves for works", lowers=("village_fund",),
    ),
    Coefficient(
        "collective_economy.interest", 0.06, 0.03, 0.12, "1/year",
        Label("Interest on village debt", "村级债务利率"), "assumption", lowers=("village_fund",),
    ),
    Coefficient(
        "collective_economy.repayment", 0.05, 0.0, 0.15, "1/year",
        Label("Share of village debt repaid a year", "村级债务年还本比例"), "assumption",
        lowers=("village_fund",),
    ),
    Coefficient(
        "collective_economy.pooled_land", 0.5, 0.2, 0.8, "share",
        Label("Share of members' spare land put under the lead's crop", "成员村空余土地入股比例"), "assumption",
        raises=("collective_income_mean",),
    ),
    Coefficient(
        "collective_economy.land_yield", 800, 350, 2_000, "yuan/mu/year",
        Label("Net yield of pooled land under the lead's crop", "入股土地净收益"), "assumption",
        raises=("collective_income_mean",),
    ),
    Coefficient(
        "collective_economy.brand", 0.25, 0.0, 0.6, "share",
        Label("Premium a hub's brand and sales bring the crop of pooled land, at full capacity of the lead",
              "中心村品牌和销售带来的溢价（牵头村能力满分时）"), "assumption", raises=("collective_income_mean",),
    ),
    Coefficient(
        "collective_economy.establishing", 150, 50, 400, "yuan/mu/year",
        Label("Upkeep of pooled land before its first harvest", "入股土地投产前管护费"), "assumption",
        lowers=("village_fund",),
    ),
    Coefficient(
        "collective_economy.land_rent", 200, 100, 300, "yuan/mu/year",
        Label("Rent paid to households for pooled land", "入股土地付给农户的租金"), "assumption",
        lowers=("village_fund",),
    ),
    Coefficient(
        "collective_economy.management", 400, 100, 800, "yuan/household/year",
        Label("Joint profit per household and unit of capacity the lead is ahead", "牵头村管理带来的户均联营收益"),
        "assumption", raises=("collective_income_mean",),
    ),
    Coefficient(
        "collective_economy.market", 800, 200, 2_000, "yuan/workshop/year",
        Label("Joint profit per workshop from a common market", "共同市场带来的每户加工户联营收益"), "assumption",
        raises=("collective_income_mean",),
    ),
    Coefficient(
        "collective_economy.venture_half_life", 12, 3, 24, "months",
        Label("Months until management and market ventures reach half their profit", "联营收益达到一半所需月数"),
        "assumption", lowers=("collective_income_mean",),
    ),
    Coefficient(
        "collective_economy.reserve", 0.2, 0.0, 0.5, "share",
        Label("Share of the joint surplus kept in the joint account", "联营收益留存比例"), "assumption",
        lowers=("collective_income_mean",),
    ),
    Coefficient(
        "collective_economy.lead_contribution", 0.65, 0.5, 0.9, "share",
        Label("Part of the joint surplus that is the lead's doing", "联营收益中牵头村的贡献"),
        "assumption: technique, brand, management and sales are the lead's", raises=("resentment",),
    ),
    Coefficient(
        "collective_economy.dividends", 0.3, 0.0, 0.6, "share",
        Label("Share of a village's joint income paid to its households", "联营收入分给农户的比例"), "assumption",
        lowers=("village_fund",),
    ),
)  # fmt: skip
