"""Outcomes of the backward-village list: true and assessed, conversion, relapse and false listing.

The list is the one the scenario's standard decides; beside it, what lists under each of the three standards would say.
"""

import numpy as np

from liancun_sim.indicators.indicator import FloatArray, Indicator, OfVillage
from liancun_sim.indicators.snapshot import Snapshot, once
from liancun_sim.mechanisms.assessment.index import STANDARDS
from liancun_sim.vocabulary import Label

NAMES = {
    "nominal": Label("frozen yuan, as the documents count", "名义标准，即文件口径"),
    "real": Label("yuan at current prices", "实际标准"),
    "relative": Label("beside the county's median village", "相对标准"),
}


@once
def _each(s: Snapshot) -> FloatArray:
    return np.ones(len(s.state.villages))


def _share_of(part: np.ndarray, whole: np.ndarray) -> FloatArray:
    return np.asarray((part != 0) & (whole != 0), dtype=np.float64)


def _by_standard(row: int, listed: str, counted: str) -> tuple[Indicator, Indicator]:
    """Backward and converted under one standard; who was listed at t0 is the same under all three."""
    standard, (en, zh) = STANDARDS[row], COUNTED[counted]
    name = NAMES[standard]

    def column(s: Snapshot) -> FloatArray:
        return np.asarray(getattr(s.state.villages, f"{listed}_by_standard")[row], dtype=np.float64)

    def at_start(s: Snapshot) -> FloatArray:
        return np.asarray(getattr(s.state.villages, f"{listed}_at_start"), dtype=np.float64)

    return (
        Indicator(
            f"backward_{counted}_{standard}", Label(f"Villages backward ({en}): {name.en}", f"后进村占比（{zh}）：{name.zh}"),
            "share", "lower", column, _each,
        ),
        Indicator(
            f"converted_{counted}_{standard}",
            Label(f"Backward villages converted ({en}): {name.en}", f"后进村转化率（{zh}）：{name.zh}"),
            "share", "higher", lambda s: _share_of(column(s) == 0, at_start(s)), at_start,
        ),
    )  # fmt: skip


COUNTED = {"assessed": ("assessed", "考核"), "true": ("true", "模型内实际")}

INDICATORS = (
    Indicator(
        "backward_listed", Label("Villages listed as backward", "后进村占比（考核）"), "share", "lower",
        lambda s: s.state.villages.listed.astype(np.float64), _each,
        of_village=OfVillage(13, label=Label("Listed as backward", "被列为后进村")),
    ),
    Indicator(
        "backward_true", Label("Villages backward by the true index", "后进村占比（模型内实际）"), "share", "lower",
        lambda s: s.state.villages.listed_true.astype(np.float64), _each,
        of_village=OfVillage(14, label=Label("Truly backward", "实际后进")),
    ),
    Indicator(
        "converted_assessed", Label("Backward villages converted (assessed)", "后进村转化率（考核）"), "share", "higher",
        lambda s: _share_of(s.state.villages.listed == 0, s.state.villages.listed_at_start),
        lambda s: s.state.villages.listed_at_start.astype(np.float64),
        of_village=OfVillage(15, label=Label("Converted (assessed)", "转化（考核）"), meaning=Label(
            "Of villages listed at the start; empty for others", "仅期初后进村；其他村为空")),
    ),
    Indicator(
        "converted_true", Label("Backward villages converted (true)", "后进村转化率（模型内实际）"), "share", "higher",
        lambda s: _share_of(s.state.villages.listed_true == 0, s.state.villages.listed_true_at_start),
        lambda s: s.state.villages.listed_true_at_start.astype(np.float64),
        of_village=OfVillage(16, label=Label("Converted (true)", "转化（模型内实际）"), meaning=Label(
            "Of villages truly backward at the start; empty for others", "仅期初实际后进村；其他村为空")),
    ),
    Indicator(
        "converted_villages_assessed", Label("Backward villages converted (assessed), number", "后进村转化数（考核）"),
        "villages", "higher",
        lambda s: _share_of(s.state.villages.listed == 0, s.state.villages.listed_at_start),
    ),
    Indicator(
        "converted_villages_true", Label("Backward villages converted (true), number", "后进村转化数（模型内实际）"),
        "villages", "higher",
        lambda s: _share_of(s.state.villages.listed_true == 0, s.state.villages.listed_true_at_start),
    ),
    Indicator(
        "relapsed_assessed", Label("Converted villages listed again", "转化后再次列入的村占比"), "share", "lower",
        lambda s: (s.state.villages.relapses > 0).astype(np.float64), _each,
    ),
    Indicator(
        "false_listing", Label("Listed villages that are not truly backward", "误列为后进的村占比"), "share", "lower",
        lambda s: _share_of(s.state.villages.listed, s.state.villages.listed_true == 0),
        lambda s: s.state.villages.listed.astype(np.float64),
    ),
    Indicator(
        "index_true_mean", Label("True index", "综合指数（模型内实际）"), "SD", "higher",
        lambda s: s.state.villages.index_true.copy(), _each,
    ),
    Indicator(
        "index_assessed_mean", Label("Assessed index", "考核综合指数"), "SD", "neither",
        lambda s: s.state.villages.index_assessed.copy(), _each,
    ),
    *(
        one for row in range(len(STANDARDS)) for listed, counted in (("listed", "assessed"), ("listed_true", "true"))
        for one in _by_standard(row, listed, counted)
    ),
)  # fmt: skip
