"""How much villages differ, and how far a measured quantity lies from what it measures."""

import numpy as np

from liancun_sim.indicators.indicator import FloatArray, Indicator
from liancun_sim.indicators.snapshot import Snapshot
from liancun_sim.vocabulary import Label


def _spread(values: FloatArray) -> FloatArray:
    """Standard deviation; `np.std` takes twice as long over so few."""
    if not values.size:
        return np.asarray(np.nan)
    apart = values - np.add.reduce(values, axis=None) / values.size
    return np.asarray(np.sqrt(np.add.reduce(apart * apart, axis=None) / values.size))


def _log_gap(one: FloatArray, other: FloatArray) -> FloatArray:
    return np.asarray(np.mean(np.abs(np.log(one / other))))


def _pressure_spread(s: Snapshot) -> FloatArray:
    villages = s.state.villages
    return _spread((villages.stated_share - villages.private_share)[villages.consulted_month >= 0])


def _lasting_gap(s: Snapshot) -> FloatArray:
    """Log ratio of mean incomes of the richest and poorest fifth at t0 over that of the present fifths; NaN without one."""
    at_start = s.sums["income_year"].fifth / np.maximum(1.0, s.sums["persons"].fifth)
    now = s.distribution.fifth_means
    if min(at_start[0], now[0]) <= 0 or now[-1] <= now[0]:
        return np.asarray(np.nan)
    return np.asarray(np.log(at_start[-1] / at_start[0]) / np.log(now[-1] / now[0]))


INDICATORS = (
    Indicator(
        "income_gap_lasting", Label("Income gap of the start's richest and poorest fifth, of the present gap",
        "期初高收入组与低收入组的收入差距占当前差距的比例"), "share", "neither", _lasting_gap, every=12, whole=True,
    ),
    Indicator(
        "capacity_spread", Label("Spread of capacity over villages", "班子能力的村际标准差"), "0–1", "neither",
        lambda s: _spread(s.state.villages.capacity), whole=True,
    ),
    Indicator(
        "secretary_spread", Label("Spread of secretaries' quality over villages", "书记履职能力的村际标准差"),
        "0–1", "neither",
        lambda s: _spread(s.state.villages.secretary_quality), whole=True,
    ),
    Indicator(
        "pressure_spread", Label("Spread of stated less private consent over villages asked", "表态与愿意之差的村际标准差"),
        "share", "neither", _pressure_spread, whole=True,
    ),
    Indicator(
        "satisfaction_spread", Label("Spread of satisfaction over villages", "满意度的村际标准差"), "0–1", "neither",
        lambda s: _spread(s.state.villages.satisfaction), whole=True,
    ),
    Indicator(
        "satisfaction_gap", Label("Satisfaction away from what its causes tend to", "满意度与趋向值之差的标准差"),
        "0–1", "neither",
        lambda s: _spread(s.state.villages.satisfaction - s.state.villages.satisfaction_aim), whole=True,
    ),
    Indicator(
        "resentment_spread", Label("Spread of resentment over villages that have united", "参加过联村的村不满情绪的标准差"),
        "index", "neither",
        lambda s: _spread(s.state.villages.resentment[s.state.villages.ever_in_union > 0]), whole=True,
    ),
    Indicator(
        "linked_effort_spread", Label("Spread of linked cadres' effort", "联系干部投入的标准差"), "0–1", "neither",
        lambda s: _spread(s.state.villages.link_effort[s.state.villages.link_term >= 0]), whole=True,
    ),
    Indicator(
        "linked_score_spread", Label("Spread of linked cadres' published scores", "联系干部考核得分的标准差"), "0–1", "neither",
        lambda s: _spread(s.state.villages.link_score[s.state.villages.link_term >= 0]), whole=True,
    ),
    Indicator(
        "weather_spread", Label("Spread of weather losses over villages and the last year", "近一年天气损失的标准差"),
        "log", "neither",
        lambda s: _spread(s.state.villages.weather_window), whole=True,
    ),
    Indicator(
        "local_shock_spread",
        Label("Spread of villages' mean transitory shock of the year", "全年村级暂时波动的村际标准差"), "log", "neither",
        lambda s: _spread(s.state.villages.local_shock_window.mean(axis=0)), whole=True,
    ),
    Indicator(
        "assessment_gap", Label("Distance of assessed from true indices", "考核指数与模型内实际指数之差"), "SD", "lower",
        lambda s: np.asarray(np.mean(np.abs(s.state.villages.index_assessed - s.state.villages.index_true))),
        whole=True,
    ),
    Indicator(
        "income_report_gap", Label("Distance of reported from true village incomes", "上报收入与模型内实际收入之差"), "log",
        "lower",
        lambda s: _log_gap(s.state.villages.income_shadow_yuan, s.state.villages.income_per_person_yuan), whole=True,
    ),
)  # fmt: skip
