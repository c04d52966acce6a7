"""Life in a union: satisfaction, resentment and trust (联村运行).

What villagers believe the union brings soothes them or not; what they were promised comes due every year; what they
give away under the charter is remembered.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Draws
from liancun_sim.interventions import Recognise, union_form
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.mechanisms.union_life.kernels import lift_trust, relax_trust
from liancun_sim.parameters import Coefficient
from liancun_sim.state import State, Store
from liancun_sim.vocabulary import Label

FloatArray = npt.NDArray[np.float64]

MIDDLE = 0.62  # satisfaction of an average village
SMALLEST_INCOME_YUAN = 10_000.0  # what a transfer is measured against in a village with hardly any income


class UnionLife(Mechanism):
    """Satisfaction, resentment and trust."""

    key = "union_life"
    label = Label("Union life", "联村运行")
    reads = (
        "village.key", "village.gain_believed", "village.broken_promise", "village.income_per_person_yuan",
        "village.capacity", "village.road", "village.irrigation", "village.services",
        "village.smaller_side", "village.paired_with", "village.resistance",
        "village.union", "village.transfer_out_year_yuan", "village.collective_year_yuan",
        "village.log_income_effect", "village.township", "village.households", "village.voice", "village.trust_kept",
        "village.participation", "village.linked_visits", "household.linked", "household.village",
        "village.team_effort",
        "union.form", "union.lead", "union.members", "union.formed_month", "union.dissolved_month",
    )  # fmt: skip
    writes = (
        "household.trust", "village.satisfaction", "village.satisfaction_aim", "village.resentment",
        "village.secretary_recognised",
    )  # fmt: skip
    founds = ("village.satisfaction_offset",)
    accepts = (Recognise,)
    coefficients = (
        Coefficient(
            "union_life.resentment_memory", 0.92, 0.85, 0.97, "1/month",
            Label("Resentment remembered from month to month", "不满情绪的延续"), "assumption", raises=("resentment",),
        ),
        Coefficient(
            "union_life.transfer_resented", 0.8, 0.2, 1.6, "1/month",
            Label("Resentment per share of income given away", "转出收入引起的不满情绪"), "assumption",
            raises=("resentment",),
        ),
        Coefficient(
            "union_life.recognition", 0.03, 0.0, 0.06, "1/month",
            Label("Resentment soothed by the lead secretary's district post", "管区任职对不满情绪的缓解"), "assumption",
            lowers=("resentment",),
        ),
        Coefficient(
            "union_life.mediation", 0.03, 0.0, 0.06, "1/month",
            Label("Resentment a work team at full effort mediates away", "工作组全力投入时化解的隔阂"),
            "size: assumption; source documents, joint villages: teams coordinate, mediate and ease friction",
            lowers=("resentment",),
        ),
        Coefficient(
            "union_life.gain_felt", 0.5, 0.0, 1.0, "1/month",
            Label("Resentment soothed by a gain believed, or raised by a loss", "认可的增收对不满情绪的影响"),
            "assumption", lowers=("resentment",),
        ),
        Coefficient(
            "union_life.dignity", 0.4, 0.0, 0.8, "index",
            Label("Resentment of the weak side at the start (dignity)", "弱村初始不满情绪（面子）"), "assumption",
            raises=("resentment",),
        ),
        Coefficient(
            "union_life.promise_resented", 0.5, 0.0, 2.0, "1/log",
            Label("Resentment per log point a yearly promise is missed by", "承诺落空引起的不满情绪"), "assumption",
            raises=("resentment",),
        ),
        Coefficient(
            "union_life.trust_return", 0.05, 0.02, 0.10, "1/month",
            Label("Return of trust to its middle", "信任回归中值的速度"), "assumption", raises=("trust",),
        ),
        Coefficient(
            "union_life.trust_response", 0.5, 0.2, 1.0, "1/log",
            Label("Trust gained or lost per log point delivered beside the promise", "兑现与承诺之差对信任的影响"),
            "assumption", lowers=("trust",),
        ),
        Coefficient(
            "union_life.visit_trust", 0.01, 0.0, 0.03, "1/visit",
            Label("Part of missing trust a linked household gains by a visit", "联系户每次走访弥补的信任缺口比例"),
            "size: assumption; direction: source document, household linkage (closer to the villagers they live among)",
            raises=("trust",),
        ),
        Coefficient(
            "union_life.satisfaction_rate", 0.1, 0.05, 0.2, "1/month",
            Label("Speed at which satisfaction follows its causes", "满意度调整速度"), "assumption",
            lowers=("satisfaction_gap",),
        ),
        Coefficient(
            "union_life.satisfaction_noise", 0.02, 0.01, 0.04, "0–1/month",
            Label("Monthly spread of satisfaction", "满意度月度波动"), "assumption", raises=("satisfaction_gap",),
        ),
        Coefficient(
            "union_life.from_capacity", 0.30, 0.1, 0.5, "1",
            Label("Satisfaction per unit of capacity", "班子能力对满意度的影响"), "assumption",
            raises=("satisfaction_spread",),
        ),
        Coefficient(
            "union_life.from_goods", 0.25, 0.1, 0.4, "1",
            Label("Satisfaction per unit of public goods", "公共设施对满意度的影响"), "assumption",
            raises=("satisfaction_spread",),
        ),
        Coefficient(
            "union_life.from_income", 0.2, 0.1, 0.3, "1/log",
            Label("Satisfaction per log point of relative income", "相对收入对满意度的影响"), "assumption",
            raises=("satisfaction_spread",),
        ),
        Coefficient(
            "union_life.from_voice", 0.06, 0.0, 0.15, "1",
            Label("Satisfaction per unit of being heard", "参与感对满意度的影响"), "assumption",
            raises=("satisfaction",),
        ),
        Coefficient(
            "union_life.from_participation", 0.05, 0.0, 0.12, "1",
            Label("Satisfaction where everybody takes part", "全员参与对满意度的影响"), "assumption",
            raises=("satisfaction",),
        ),
        Coefficient(
            "union_life.from_resentment", 0.05, 0.0, 0.1, "1",
            Label("Satisfaction lost per unit of resentment", "不满情绪对满意度的影响"), "assumption",
            lowers=("satisfaction",),
        ),
        Coefficient(
            "union_life.smaller_side_loss", 0.024, 0.0, 0.06, "0–1",
            Label("Satisfaction lost on the smaller side of a consolidation", "联建中较小村的满意度损失"),
            "0.1–0.3 SD after mergers abroad (Hansen 2015; Allers 2021), of an assumed spread of 0.12",
            lowers=("satisfaction",),
        ),
        Coefficient(
            "union_life.smaller_side_half_life", 60, 24, 240, "months",
            Label("Half-life of that loss", "该损失的半衰期"),
            "recovery takes 5–20 years or fails (Hansen 2015; Allers 2021)",
            lowers=("satisfaction",),
        ),
    )  # fmt: skip

    def begin(self, state: State, draws: Draws) -> None:
        """Satisfaction at t0 is the table's. What it lies beyond its causes by more than twice its noise lasts."""
        villages, k = state.villages, self.k
        aim = self._causes(state, np.exp(villages.log_income_effect))
        beyond = villages.satisfaction - aim
        noise = k.satisfaction_noise / np.sqrt(1 - (1 - k.satisfaction_rate) ** 2)
        villages.satisfaction_offset[:] = np.sign(beyond) * np.maximum(0.0, np.abs(beyond) - 2 * noise)
        villages.satisfaction_aim[:] = aim + villages.satisfaction_offset

    def step(self, month: Month) -> None:
        state, villages = month.state, month.state.villages
        villages.secretary_recognised[month.granted.all(Recognise).village] = 1
        relax_trust(state.households.trust, np.float32(self.k.trust_return))
        heard = np.flatnonzero(villages.trust_kept)
        if heard.size:
            lift_trust(state.first_household, heard, villages.trust_kept, state.households.trust)
        if villages.linked_visits.any():
            self._meet_linked(state)
        if len(state.unions):
            self._begin_unions(month)
            self._resent(month)
            self._keep_promises(month)
        self._satisfy(month)

    def _meet_linked(self, state: State) -> None:
        """τ' = τ + (1 − τ)·min(1, gain·visits) in the households linked cadres visit."""
        households = state.households
        linked = np.flatnonzero(households.linked != 0)
        share = np.minimum(1.0, self.k.visit_trust * state.villages.linked_visits[households.village[linked]])
        households.trust[linked] += ((1 - households.trust[linked]) * share).astype(np.float32)

    def _begin_unions(self, month: Month) -> None:
        """Resentment begins with the union: at the dignity of its weak side, as far as that still resists."""
        villages, unions = month.state.villages, month.state.unions
        villages.secretary_recognised[villages.union < 0] = 0
        for row in np.flatnonzero(unions.formed_month == month.index):
            villages.resentment[list(unions.members[row])] = 0.0
            weak = self._weak_side(villages, unions, int(row))
            helped = np.where(villages.paired_with[weak] >= 0, villages.resistance[weak], 1.0)
            villages.resentment[weak] = self.k.dignity * helped

    def _weak_side(self, villages: Store, unions: Store, row: int) -> list[int]:
        """Members for whom joining is a loss of face: partners of a stronger lead, the smaller of two merged.

        To one that has been helped by its partner before, only as far as it still resists.
        """
        if union_form(unions.form[row]).weak_side:
            return [member for member in unions.members[row] if member != unions.lead[row]]
        return [member for member in unions.members[row] if villages.smaller_side[member]]

    def _resent(self, month: Month) -> None:
        """R' = max(0, .92 R + .8·T_out/max(inc12, 10,000) − .03·rec − .03·a − .5·g), g the gain believed.

        rec : the village leads and its secretary holds the district post. a : effort of its work team (协调、磨合).
        Outside unions only memory is left.
        """
        villages, unions, k = month.state.villages, month.state.unions, self.k
        inside = villages.union >= 0
        leads = inside & (unions.lead[villages.union] == np.arange(len(villages)))
        given = villages.transfer_out_year_yuan / np.maximum(villages.collective_year_yuan, SMALLEST_INCOME_YUAN)
        felt = k.transfer_resented * given - k.gain_felt * villages.gain_believed
        felt -= k.recognition * (leads & (villages.secretary_recognised > 0))
        felt -= k.mediation * villages.team_effort
        kept = k.resentment_memory * villages.resentment
        villages.resentment[:] = np.maximum(0.0, kept + np.where(inside, felt, 0.0))

    def _keep_promises(self, month: Month) -> None:
        """When the year's accounts are shown: trust and resentment move by the belief beside the promise."""
        state, villages, unions = month.state, month.state.villages, month.state.unions
        age = month.index - unions.formed_month
        for row in np.flatnonzero((unions.dissolved_month < 0) & (age > 0) & (age % 12 == 0)):
            for village in unions.members[row]:
                missed = float(villages.broken_promise[village])
                villages.resentment[village] += self.k.promise_resented * max(0.0, -missed)
                first, end = state.first_household[village], state.first_household[village + 1]
                trust = state.households.trust[first:end]
                trust[:] = np.clip(trust + np.float32(self.k.trust_response * missed), 0, 1)

    def _satisfy(self, month: Month) -> None:
        """S' = S + .1(S* − S) + N(0, .02)."""
        villages, unions, k = month.state.villages, month.state.unions, self.k
        aim = self._causes(month.state, villages.income_per_person_yuan) + villages.satisfaction_offset
        aim += k.from_voice * villages.voice + k.from_participation * villages.participation
        aim -= k.from_resentment * villages.resentment
        smaller = np.flatnonzero(villages.smaller_side)
        if smaller.size:
            age = month.index - unions.formed_month[villages.union[smaller]]
            aim[smaller] -= k.smaller_side_loss * 2.0 ** (-age / k.smaller_side_half_life)
        villages.satisfaction_aim[:] = aim
        noise = k.satisfaction_noise * month.draws.normal("union_life.satisfaction", villages.key, month.index)
        moved = villages.satisfaction + k.satisfaction_rate * (aim - villages.satisfaction) + noise
        villages.satisfaction[:] = np.clip(moved, 0, 1)

    def _causes(self, state: State, income: FloatArray) -> FloatArray:
        """S* before resentment: .62 + .30(K − .5) + .25(G − .5) + .2·ln(income beside the township's mean village).

        On the smaller side of a merger of t months, −.024·2^(−t/60), and −.05 R everywhere, come on top.
        """
        villages, k = state.villages, self.k
        town, towns = villages.township, len(state.townships)
        mean = np.bincount(town, income, towns) / np.maximum(1, np.bincount(town, minlength=towns))
        relative = np.log(np.maximum(income, 1e-9) / np.maximum(mean[town], 1e-9))
        goods = (villages.road + villages.irrigation + villages.services) / 3
        aim: FloatArray = MIDDLE + k.from_capacity * (villages.capacity - 0.5) + k.from_goods * (goods - 0.5)
        aim += k.from_income * relative
        return aim
