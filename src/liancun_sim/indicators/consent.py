"""Outcomes of consent: private and stated, kept apart; proposals and unions."""

import numpy as np

from liancun_sim.indicators.indicator import FloatArray, Indicator, OfVillage
from liancun_sim.indicators.snapshot import Snapshot, once
from liancun_sim.vocabulary import Label


@once
def _consulted(s: Snapshot) -> FloatArray:
    """Households of villages that have been consulted."""
    return np.where(s.state.villages.consulted_month >= 0, s.state.villages.households, 0.0)


@once
def _united(s: Snapshot) -> FloatArray:
    """Households of villages in a union."""
    return np.where(s.state.villages.union >= 0, s.state.villages.households, 0.0)


def _at_lead(s: Snapshot, lead: np.ndarray, chosen: np.ndarray) -> FloatArray:
    """One for each chosen proposal or union, at its lead village."""
    return np.bincount(lead[chosen], minlength=len(s.state.villages)).astype(np.float64)


def _proposals(s: Snapshot, state: str) -> FloatArray:
    proposals = s.state.proposals
    return _at_lead(s, proposals.lead, proposals.state == state)


def _rounds(s: Snapshot) -> FloatArray:
    proposals = s.state.proposals
    return np.bincount(proposals.lead, proposals.round, len(s.state.villages))


@once
def _every_village(s: Snapshot) -> FloatArray:
    return np.ones(len(s.state.villages))


INDICATORS = (
    Indicator(
        "private_consent", Label("Private consent at the last consultation", "私下同意率"), "share", "higher",
        lambda s: _consulted(s) * s.state.villages.private_share, _consulted,
        of_village=OfVillage(10, meaning=Label("Empty if it was never asked", "未征求过意见则为空")),
    ),
    Indicator(
        "stated_consent", Label("Stated consent at the last consultation", "表态同意率"), "share", "neither",
        lambda s: _consulted(s) * s.state.villages.stated_share, _consulted,
        of_village=OfVillage(11, meaning=Label("Empty if it was never asked", "未征求过意见则为空")),
    ),
    Indicator(
        "pressure_felt", Label("Stated less private consent", "表态与私下同意率之差"), "share", "lower",
        lambda s: _consulted(s) * (s.state.villages.stated_share - s.state.villages.private_share), _consulted,
    ),
    Indicator(
        "attitude_mean", Label("Mean attitude", "平均态度"), "SD", "higher",
        lambda s: s.sums["attitude"], lambda s: s.sums["households"],
    ),
    Indicator(
        "willing_share", Label("Households inclined to agree", "倾向同意的户占比"), "share", "higher",
        lambda s: s.sums["willing"], lambda s: s.sums["households"],
    ),
    Indicator(
        "campaign_effect", Label("Mean effect of outreach", "宣传效果平均值"), "SD", "neither",
        lambda s: s.sums["campaign"], lambda s: s.sums["households"],
    ),
    Indicator(
        "contacts", Label("Outreach contacts per household", "户均宣传接触"), "contacts/month", "neither",
        lambda s: s.state.villages.contacts_per_household * s.state.villages.households,
        lambda s: s.state.villages.households.astype(np.float64),
    ),
    Indicator(
        "rounds_held", Label("Rounds of consultation held", "征求意见轮次"), "rounds", "neither", _rounds,
    ),
    Indicator(
        "proposals_passed", Label("Proposals passed", "通过的动议"), "proposals", "neither",
        lambda s: _proposals(s, "formed"),
    ),
    Indicator(
        "proposals_abandoned", Label("Proposals abandoned", "放弃的动议"), "proposals", "neither",
        lambda s: _proposals(s, "abandoned"),
    ),
    Indicator(
        "unions_formed", Label("Unions formed so far", "累计组建的联村"), "unions", "neither",
        lambda s: _at_lead(s, s.state.unions.lead, s.state.unions.formed_month >= 0),
    ),
    Indicator(
        "dissolved_unions", Label("Unions dissolved so far", "累计解散的联村"), "unions", "lower",
        lambda s: _at_lead(s, s.state.unions.lead, s.state.unions.dissolved_month >= 0),
    ),
    Indicator(
        "villages_left", Label("Villages that have left a union", "退出过联村的村"), "villages", "neither",
        lambda s: (s.state.villages.left_month >= 0).astype(np.float64),
    ),
    Indicator(
        "leaving_price", Label("What leaving would cost a household in a union", "联村内每户分摊的退出费用"), "yuan",
        "neither", lambda s: (s.state.villages.union >= 0) * s.state.villages.leaving_price_yuan, _united,
    ),
    Indicator(
        "willing_in_unions", Label("Households in unions that want to stay", "联村内愿意留下的户占比"), "share", "higher",
        lambda s: _united(s) * s.sums["willing"].village / np.maximum(1.0, s.sums["households"].village), _united,
    ),
    Indicator(
        "gain_believed", Label("Gain members believe their union brings", "成员村认可的联村增收"), "log", "higher",
        lambda s: _united(s) * s.state.villages.gain_believed, _united,
    ),
    Indicator(
        "promise_record", Label("Record of promises kept nearby", "周边承诺兑现记录"), "share", "higher",
        lambda s: s.state.villages.promise_record.copy(), _every_village,
    ),
    Indicator(
        "union_coverage", Label("Villages in a union", "加入联村的村占比"), "share", "neither",
        lambda s: (s.state.villages.union >= 0).astype(np.float64), _every_village,
        of_village=OfVillage(12, "in_union", Label("In a union", "加入联村"), Label(
            "Share of the last 12 months spent in a union", "近12个月处于联村中的时间占比")),
    ),
)  # fmt: skip
