"""Outcomes of villages: leadership, collective economy, public goods, satisfaction, new crops, spending."""

import numpy as np

from liancun_sim.indicators.indicator import FloatArray, Indicator, OfVillage
from liancun_sim.indicators.snapshot import Snapshot, once
from liancun_sim.parameters import fact
from liancun_sim.vocabulary import Label

NEXT_TO_NOTHING = 0.15  # effort of a linked cadre below which plans stay on paper


def _collective_standard(s: Snapshot) -> float:
    return fact("collective_income_standard").amount(s.iso_month, s.price_index)


@once
def _each(s: Snapshot) -> FloatArray:
    return np.ones(len(s.state.villages))


@once
def _households(s: Snapshot) -> FloatArray:
    return s.state.villages.households.astype(np.float64)


@once
def _united_once(s: Snapshot) -> FloatArray:
    return np.asarray(s.state.villages.ever_in_union, dtype=np.float64)


@once
def _never_paid(s: Snapshot) -> FloatArray:
    """Villages that received no policy money this month."""
    return np.asarray(s.state.villages.policy_yuan == 0, dtype=np.float64)


def _paired(s: Snapshot) -> FloatArray:
    return np.asarray(s.state.villages.paired_with >= 0, dtype=np.float64)


def _linked(s: Snapshot) -> FloatArray:
    return np.asarray(s.state.villages.link_term >= 0, dtype=np.float64)


INDICATORS = (
    Indicator(
        "collective_income_mean", Label("Collective income of a village", "村集体经济收入"), "yuan/village/year", "higher",
        lambda s: s.state.villages.collective_year_yuan / s.price_index, _each, real=True,
        of_village=OfVillage(2, "collective_income_yuan"),
    ),
    Indicator(
        "collective_below_50k", Label("Villages below 50,000 yuan of collective income", "集体经济薄弱村（5万元以下）占比"),
        "share", "lower",
        lambda s: (s.state.villages.collective_year_yuan < _collective_standard(s)).astype(np.float64), _each,
    ),
    Indicator(
        "admin_cost", Label("Pay of cadre posts", "干部报酬（行政成本）"), "yuan/village/year", "neither",
        lambda s: 12 * s.state.villages.post_pay_yuan, _each,
    ),
    Indicator(
        "village_spending", Label("Spending of a village, of whatever kind", "村级总支出"), "yuan/village/year", "neither",
        lambda s: 12 * s.state.villages.outflow_yuan, _each,
    ),
    Indicator(
        "village_fund", Label("Village fund", "村级账户余额"), "yuan/village", "neither",
        lambda s: s.state.villages.fund_yuan.copy(), _each,
    ),
    Indicator(
        "ordinary_money_untreated", Label("Ordinary transfer to villages without policy money", "未受政策资金的村所得日常转移支付"),
        "yuan/village/month", "higher",
        lambda s: _never_paid(s) * s.state.villages.ordinary_transfer_yuan, _never_paid,
    ),
    Indicator(
        "public_goods", Label("Public goods", "公共设施"), "0–1", "higher",
        lambda s: _households(s) * s.state.villages.public_goods, _households,
        of_village=OfVillage(3),
    ),
    Indicator(
        "capacity", Label("Capacity of the leadership", "班子能力"), "0–1", "higher",
        lambda s: s.state.villages.capacity.copy(), _each,
        of_village=OfVillage(7),
    ),
    Indicator(
        "cadre_posts", Label("Cadre posts", "村干部职数"), "posts", "neither",
        lambda s: s.state.villages.cadre_posts.copy(),
        of_village=OfVillage(8),
    ),
    Indicator(
        "satisfaction", Label("Satisfaction", "群众满意度"), "0–1", "higher",
        lambda s: _households(s) * s.state.villages.satisfaction, _households,
        of_village=OfVillage(4),
    ),
    Indicator(
        "resentment", Label("Resentment in villages that have united", "参加过联村的村的不满情绪"), "index", "lower",
        lambda s: _united_once(s) * s.state.villages.resentment, _united_once,
        of_village=OfVillage(5, label=Label("Resentment", "不满情绪")),
    ),
    Indicator(
        "trust", Label("Trust", "信任度"), "0–1", "higher",
        lambda s: s.sums["trust"], lambda s: s.sums["households"],
        of_village=OfVillage(6),
    ),
    Indicator(
        "adoption_share", Label("Households growing the new crop", "新作物种植率（占户数）"), "share", "higher",
        lambda s: s.sums["adopters"], lambda s: s.sums["households"],
        of_village=OfVillage(9),
    ),
    Indicator(
        "failed_share", Label("Growers whose greenhouse failed", "大棚失败率"), "share", "lower",
        lambda s: s.sums["failed"], lambda s: s.sums["adopters"],
    ),
    Indicator(
        "skill_mean", Label("Growers' skill", "种植户技能"), "0–1", "higher",
        lambda s: s.sums["skill"], lambda s: s.sums["adopters"],
    ),
    Indicator(
        "partner_resistance", Label("Cadres' resistance in villages paired with a stronger one", "结对弱村干部的抵触"),
        "0–1", "lower",
        lambda s: _paired(s) * s.state.villages.resistance, _paired,
    ),
    Indicator(
        "linked_effort", Label("Effort of linked cadres", "联系干部投入"), "0–1", "higher",
        lambda s: s.state.villages.link_active * s.state.villages.link_effort, _linked,
    ),
    Indicator(
        "linked_score", Label("Published score of linked cadres", "联系干部公布的考核得分"), "0–1", "neither",
        lambda s: s.state.villages.link_score.copy(), _linked,
    ),
    Indicator(
        "paper_only_units", Label("Linked villages whose unit does next to nothing", "只有纸面计划的联系村占比"), "share",
        "lower",
        lambda s: _linked(s) * (s.state.villages.link_effort < NEXT_TO_NOTHING), _linked,
    ),
    Indicator(
        "spending_yuan", Label("Policy spending a month", "每月政策支出"), "yuan/month", "neither",
        lambda s: s.state.villages.policy_yuan.copy(),
    ),
    Indicator(
        "spending_staff_yuan", Label("Policy staff a month, at a cadre's wage", "每月政策人力折算费用"), "yuan/month",
        "neither",
        lambda s: s.state.villages.policy_cadre_months * s.state.county.cadre_month_yuan[0],
    ),
    Indicator(
        "spending_cadre_months", Label("Policy staff a month", "每月政策人力"), "cadre-months/month", "neither",
        lambda s: s.state.villages.policy_cadre_months.copy(),
    ),
)  # fmt: skip
