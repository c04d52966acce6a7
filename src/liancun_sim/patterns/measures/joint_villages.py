"""The programme of joint villages as shipped, over two years, beside the same county without it."""

from collections.abc import Mapping

import numpy as np

from liancun_sim.patterns.measure import Ground, Measured, MeasureSet
from liancun_sim.vocabulary import Label

MONTHS, YEAR = 24, 12
LENIENT = {"assessment.kindness": 1.0}  # the middle of its range: what a report would have been written under


def take(ground: Ground) -> Mapping[str, float]:
    run = ground.run("joint_village", months=MONTHS, coefficients=LENIENT)
    without = ground.run("baseline", months=MONTHS, coefficients=LENIENT).state.villages
    state = run.state
    villages, held = state.villages, state.consultations
    early = np.flatnonzero(state.unions.formed_month < YEAR)
    sizes = [len(state.unions.members[row]) for row in early]
    abandoned = (held.outcome == "abandoned") & (held.month_decided < YEAR)
    united = villages.union >= 0
    reported, truly = united & (villages.listed_at_start == 1), united & (villages.listed_true_at_start == 1)
    return {
        "unions": float(len(sizes)),
        "villages": float(sum(sizes)),
        "size": float(np.mean(sizes)) if sizes else float("nan"),
        "given_up": _share(abandoned.sum(), len(state.proposals)),
        "published_conversion": _share((reported & (villages.listed == 0)).sum(), reported.sum()),
        "conversion_by_policy": _share(
            int((truly & (villages.listed_true == 0)).sum()) - int((truly & (without.listed_true == 0)).sum()),
            truly.sum(),
        ),
    }


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")


MEASURES = MeasureSet(
    "joint_villages",
    (
        Measured("unions", Label("Unions formed in the first year", "第一年组建的联村"), "unions", 0),
        Measured("villages", Label("Villages in them", "其中的村"), "villages", 0),
        Measured("size", Label("Villages in a union", "每个联村的村数"), "villages", 0),
        Measured("given_up", Label("Proposals given up in the first year", "第一年放弃的联村动议占比"), "share", 0, 1),
        Measured(
            "published_conversion",
            Label("Listed villages in unions published as converted after two years", "联村中原列入名单的村两年后公布转化的占比"), "share", 0, 1,
        ),
        Measured(
            "conversion_by_policy",
            Label("Backward villages in unions converted by the policy after two years", "联村中的后进村两年后因政策转化的占比"), "share", -1, 1,
        ),
    ),
    take,
)  # fmt: skip
