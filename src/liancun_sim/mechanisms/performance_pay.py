"""Creation units and the pay of village cadres by performance, appraised by the village (创建单位，效益工资).

A pot is set aside for the cadres of a village; how much of it they earn depends on results as the
county assesses them, or on how satisfied the village is where representatives decide. What is not
earned stays in the village fund. Pay draws effort only as far as the cadres' own doing decides it.
Results are those of the assessment without the kindness shown to the supported: being named must
not by itself move money or effort.
Villages may be creation units for a term; some of these draw up a plan and do almost none of it, which
is drawn when they are appointed and known from the month after.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import AppointUnit, PayPerformance
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.parameters import Coefficient, Coefficients
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

WORKING, ON_PAPER = 1, 2  # codes of village.creation_unit
FORGOTTEN = 1e-6  # less effort is none, so that villages can rest


class PerformancePay(Mechanism):
    """Which creation units work at it, what cadres earn of their performance pay, and the effort it draws."""

    key = "performance_pay"
    label = Label("Performance pay", "村干部效益工资")
    reads = ("village.key", "village.cadre_posts", "village.index_shadow", "village.satisfaction")
    writes = (
        "village.creation_term", "village.creation_unit", "village.pay_effort", "village.bonus_paid_yuan",
        "village.bonus_kept_yuan",
    )  # fmt: skip
    accepts = (AppointUnit, PayPerformance)
    coefficients = (
        Coefficient(
            "performance_pay.self_rated", 0.5, 0.0, 0.9, "share",
            Label("Part of unappraised pay that cadres give themselves whatever the results",
            "未经民主评定时自定自发的比例"),
            "assumption; source document 001 (pioneer project) says that cadres used to set their pay themselves",
            lowers=("capacity",),
        ),
        Coefficient(
            "performance_pay.half_yuan", 1_500, 500, 4_000, "yuan/post/year",
            Label("Pay at stake that draws half the effort it can", "激发一半干劲所需的浮动报酬"), "assumption",
            lowers=("capacity",),
        ),
        Coefficient(
            "performance_pay.adjustment", 3, 1, 12, "months",
            Label("Months until effort has gone half the way to what pay draws", "干劲调整到位一半所需月数"),
            "assumption",
            lowers=("capacity",),
        ),
        Coefficient(
            "performance_pay.satisfied_from", 0.4, 0.3, 0.5, "0–1",
            Label("Satisfaction up to which an appraisal gives nothing", "民主评议起付满意度"), "assumption",
            raises=("village_fund",),
        ),
        Coefficient(
            "performance_pay.satisfied_full", 0.8, 0.7, 0.95, "0–1",
            Label("Satisfaction from which an appraisal gives everything", "民主评议全额满意度"), "assumption",
            raises=("village_fund",),
        ),
    )  # fmt: skip

    def step(self, month: Month) -> None:
        """e' = e + (1 − 2^(−1/T))·(link · b/(b + b_half) − e), b the yuan at stake per post and year."""
        self._appoint(month)
        villages, k = month.state.villages, self.k
        pay = month.granted.all(PayPerformance)
        if not pay and not villages.pay_effort.any():
            villages.bonus_paid_yuan[:] = villages.bonus_kept_yuan[:] = 0.0
            return
        by_results, by_appraisal = ratings(month.state, k)
        given = np.where(pay.appraised, 0.0, k.self_rated)
        rating = np.where(pay.appraised, by_appraisal[pay.village], by_results[pay.village])
        pot, earned, own = (
            pay.totals(yuan, len(villages))
            for yuan in (pay.yuan, pay.yuan * (given + (1 - given) * rating), pay.yuan * (1 - given))
        )
        villages.bonus_paid_yuan[:] = earned
        villages.bonus_kept_yuan[:] = pot - earned
        at_stake = 12 * own / np.maximum(1.0, villages.cadre_posts)
        drawn = at_stake / (at_stake + k.half_yuan)
        effort = villages.pay_effort
        effort += (1 - 2 ** (-1 / k.adjustment)) * (drawn - effort)
        effort[effort < FORGOTTEN] = 0.0

    def _appoint(self, month: Month) -> None:
        """A unit stays on paper with the chance its appointment names, for as long as its term lasts."""
        villages = month.state.villages
        appointed = month.granted.all(AppointUnit)
        if not appointed and not villages.creation_unit.any():
            return
        before = villages.creation_term.copy()
        villages.creation_term[:] = -1
        villages.creation_term[appointed.village] = appointed.term
        new = before[appointed.village] != appointed.term
        rows, terms, paper_share = appointed.village[new], appointed.term[new], appointed.paper_share[new]
        for term in np.unique(terms).tolist():
            of_term = terms == term
            lot = month.draws.uniform("creation.paper", villages.key[rows[of_term]], term)
            villages.creation_unit[rows[of_term]] = np.where(lot < paper_share[of_term], ON_PAPER, WORKING)
        villages.creation_unit[villages.creation_term < 0] = 0


def ratings(state: State, k: Coefficients) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """How villages' cadres are rated: by the assessed index, and by satisfaction. Both (village,) [0–1].

    An average village has .5 by results: Φ(index), noise in it and kindness not. An appraisal goes by how many are
    satisfied.
    """
    from scipy.special import ndtr  # slow to load: only for those who run

    villages = state.villages
    low, high = k.satisfied_from, k.satisfied_full
    by_results: npt.NDArray[np.float64] = ndtr(villages.index_shadow)
    return by_results, np.clip((villages.satisfaction - low) / (high - low), 0, 1)
