"""Village leadership: capacity, work teams, elections, and the posts a consolidation removes (班子建设).

Capacity K returns to its anchor K*. Teams, a more capable lead village, a posted cadre and training
raise it while they last; what stays afterwards is what the anchor has taken on (blood-making 造血
against transfusion 输血).
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Draws
from liancun_sim.interventions import Channel, KeepRhythm, PostCadre, SendWorkTeam, Train, union_form
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.parameters import Coefficient, fact
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

REPORTS, DISPATCHES, EXCHANGES = 4.0, 2.0, 1.0  # a month: weekly, fortnightly, monthly (document on joint villages)


class Governance(Mechanism):
    """Capacity, secretaries, posts and work teams."""

    key = "governance"
    label = Label("Governance", "村级治理")
    reads = (
        "village.key", "county.is_election", "village.paired_with", "village.partner_advice", "village.resistance",
        "village.union", "village.persons", "village.ordinary_attention", "village.pay_effort", "village.reserve_gain",
        "union.lead", "union.form", "union.members", "union.formed_month",
        "union.dissolved_month",
    )  # fmt: skip
    writes = (
        "village.capacity", "village.capacity_anchor", "village.secretary_quality", "village.cadre_posts",
        "village.posts_removed", "village.smaller_side", "village.team_effort", "village.team_familiarity",
        "village.team_ended_month", "village.rhythm",
    )  # fmt: skip
    founds = ("village.founding_capacity",)
    opens = (
        Channel("governance.learning", "1/month", Label("Learning from a more capable lead village (b_P)",
                "向能力较强牵头村学习的速度"), "learning", 0, 0.2),
        Channel("governance.team_power", "1/month", Label("Effect of a work team's effort (b_T)", "工作组投入的作用"),
                "team", 0, 0.2),
    )  # fmt: skip
    accepts = (SendWorkTeam, KeepRhythm, PostCadre, Train)
    coefficients = (
        Coefficient(
            "governance.recovery", 0.03, 0.01, 0.06, "1/month",
            Label("Return of capacity to its anchor (r_K)", "班子能力回归常态的速度"), "assumption",
            lowers=("capacity",),
        ),
        Coefficient(
            "governance.anchoring", 0.01, 0.0, 0.03, "1/month",
            Label("What stays: the anchor follows capacity (r_*)", "留得住：常态跟随能力的速度"), "assumption",
            raises=("capacity",),
        ),
        Coefficient(
            "governance.team", 0.012, 0.0, 0.03, "1/month",
            Label("Effect of a work team's effort (b_T)", "工作组投入的作用"), "assumption", raises=("capacity",),
        ),
        Coefficient(
            "governance.team_half_life", 12, 6, 36, "months",
            Label("Half-life of a team's effort after its push (τ_a)", "集中期后工作组投入的半衰期"),
            "assumption: attention decays over 1–3 years", raises=("capacity",),
        ),
        Coefficient(
            "governance.rhythm", 0.5, 0.0, 2.0, "ratio",
            Label("Half-lives added while reports, dispatch meetings and exchanges are kept up",
                  "坚持报告调度交流制度对投入半衰期的延长倍数"), "assumption", raises=("capacity",),
        ),
        Coefficient(
            "governance.familiarity_share", 0.5, 0.0, 1.0, "share",
            Label("Part of a team's effect that rests on knowing the village", "工作组作用中靠熟悉村情的部分"),
            "assumption", lowers=("capacity",),
        ),
        Coefficient(
            "governance.familiarity_months", 3, 1, 12, "months",
            Label("Months in which half of a village gets known", "熟悉一半村情所需月数"), "assumption",
            lowers=("capacity",),
        ),
        Coefficient(
            "governance.learning", 0.012, 0.0, 0.03, "1/month",
            Label("Learning from a more capable lead or posted cadre (b_P)", "向牵头村或下派干部学习的速度"),
            "assumption", raises=("capacity",),
        ),
        Coefficient(
            "governance.pay", 0.003, 0.0, 0.01, "1/month",
            Label("Effect of the effort that performance pay draws", "效益工资激发的干劲的作用"), "assumption",
            raises=("capacity",),
        ),
        Coefficient(
            "governance.lead_cost", 0.004, 0.0, 0.02, "1/month",
            Label("What leading weaker villages costs the lead (c_K)", "牵头村的能力消耗"), "assumption",
            lowers=("capacity",),
        ),
        Coefficient(
            "governance.election_noise", 0.10, 0.0, 0.20, "0–1",
            Label("Spread of a newly elected secretary's quality", "新当选书记履职能力的标准差"), "assumption",
            raises=("secretary_spread",),
        ),
        Coefficient(
            "governance.attention", 0.002, 0.0, 0.01, "1/month",
            Label("Capacity lost per month without ordinary township attention (b_O)", "缺少乡镇日常关注的能力损失"),
            "assumption", lowers=("capacity",),
        ),
        Coefficient(
            "governance.posts_cut", 0.8, 0.0, 1.0, "share",
            Label("Share of redundant posts a consolidation removes (χ)", "联建时精简的富余职数比例"), "assumption",
            lowers=("cadre_posts",),
        ),
    )  # fmt: skip

    def begin(self, state: State, draws: Draws) -> None:
        villages = state.villages
        villages.capacity_anchor[:] = villages.capacity
        villages.founding_capacity[:] = villages.capacity

    def step(self, month: Month) -> None:
        self._consolidate(month)
        self._keep_rhythm(month)
        self._set_teams(month)
        elected = self._elect(month)
        self._move_anchor(month, elected | self._share_secretaries(month))
        self._move_capacity(month)

    def _move_capacity(self, month: Month) -> None:
        """K' = clip(K + r_K(K* − K) + (b_T a + b_E e)(1 − K)/.5 + b_P(K_lead − K)⁺ + training·match, 0, 1).

        a : effort of a work team. e : effort that performance pay draws from the cadres.

        A posted cadre teaches as a lead village does: b_P(quality − K)⁺; so does a stronger village that
        advises, as far as it is not resisted. The lead pays c_K Σ(K_lead − K_m)⁺, and missing ordinary
        attention b_O each month. K*' = K* + r_*(K − K*).
        """
        villages, unions = month.state.villages, month.state.unions
        old, anchor = villages.capacity, villages.capacity_anchor
        learning, power = month.channels["governance.learning"], month.channels["governance.team_power"]
        new = old + self.k.recovery * (anchor - old) + power * self._team_effect(month) * (1 - old) / 0.5
        new += self.k.pay * villages.pay_effort * (1 - old) / 0.5
        new += self.k.attention * (villages.ordinary_attention - 1)
        united = np.flatnonzero(villages.union >= 0)
        if united.size:
            lead = unions.lead[villages.union[united]]
            gap = np.maximum(0.0, old[lead] - old[united])
            new[united] += learning[united] * gap
            new -= self.k.lead_cost * np.bincount(lead, gap, len(villages))
        advised = np.flatnonzero(villages.partner_advice)
        if advised.size:
            partner, union = villages.paired_with[advised], villages.union
            apart = (union[advised] < 0) | (union[advised] != union[partner])
            heard = (1 - villages.resistance[advised]) * apart
            new[advised] += heard * learning[advised] * np.maximum(0.0, old[partner] - old[advised])
        posted, training = month.granted.all(PostCadre), month.granted.all(Train)
        better = np.maximum(0.0, posted.quality - old[posted.village])
        np.add.at(new, posted.village, learning[posted.village] * better)
        np.add.at(new, training.village, training.amount * training.match)
        villages.capacity_anchor[:] = np.clip(anchor + self.k.anchoring * (old - anchor), 0, 1)
        villages.capacity[:] = np.clip(new, 0, 1)

    def _keep_rhythm(self, month: Month) -> None:
        """How much of the reports, dispatch meetings and exchanges described takes place: mean of the three."""
        rhythm = month.state.villages.rhythm
        rhythm[:] = 0.0
        kept = month.granted.all(KeepRhythm)
        done = kept.reports / REPORTS + kept.dispatches / DISPATCHES + kept.exchanges / EXCHANGES
        np.maximum.at(rhythm, kept.village, done / 3)

    def _set_teams(self, month: Month) -> None:
        """a is the team's effort during its push and a0·2^(−t/τ_a) afterwards; newcomers start as strangers.

        A rhythm of reports and meetings makes the half-life longer: τ_a·(1 + rhythm).
        """
        villages, k = month.state.villages, self.k
        teams = month.granted.all(SendWorkTeam)
        if not teams and not villages.team_effort.any():
            return
        now = np.minimum(month.granted.totals(SendWorkTeam, "effort", len(villages)), 1.0)
        villages.team_familiarity[teams.village[teams.rotated]] = 0.0
        pushed = now > 0
        faded = villages.team_effort * 2 ** (-1 / (k.team_half_life * (1 + k.rhythm * villages.rhythm)))
        ended = ~pushed & (villages.team_ended_month < 0) & (villages.team_effort > 0)
        villages.team_ended_month[pushed] = -1
        villages.team_ended_month[ended] = month.index
        villages.team_effort[:] = np.maximum(now, faded)
        known = villages.team_familiarity
        known += np.where(pushed, (1 - known) * (1 - 2 ** (-1 / k.familiarity_months)), 0.0)

    def _team_effect(self, month: Month) -> npt.NDArray[np.float64]:
        """Effort as far as the team knows the village: (village,) [0–1]."""
        villages = month.state.villages
        unknown = 1 - villages.team_familiarity
        effect: npt.NDArray[np.float64] = villages.team_effort * (1 - self.k.familiarity_share * unknown)
        return effect

    def _elect(self, month: Month) -> npt.NDArray[np.bool_]:
        """New secretaries in an election month: q = ½K0 + ½K + N(0, .10), better with reserves. Returns where."""
        villages = month.state.villages
        everywhere = np.full(len(villages), bool(month.state.county.is_election[0]))
        if everywhere.any():
            noise = self.k.election_noise * month.draws.normal("governance.election", villages.key, month.index)
            quality = 0.5 * villages.founding_capacity + 0.5 * villages.capacity + noise + villages.reserve_gain
            villages.secretary_quality[:] = np.clip(quality, 0, 1)
        return everywhere

    def _move_anchor(self, month: Month, chosen: npt.NDArray[np.bool_]) -> None:
        """The anchor goes halfway to the quality of the secretary who leads from now on, once however he was chosen."""
        villages = month.state.villages
        led = 0.5 * villages.capacity_anchor + 0.5 * villages.secretary_quality
        villages.capacity_anchor[chosen] = led[chosen]

    def _consolidate(self, month: Month) -> None:
        """Redundant posts go where small villages merge, one secretary's where branches join; a split restores them."""
        villages, unions = month.state.villages, month.state.unions
        for row in np.flatnonzero(unions.formed_month == month.index):
            form = union_form(unions.form[row])
            if form.one_secretary:
                members = np.array(unions.members[row])
                posts, people = villages.cadre_posts[members], villages.persons[members]
                redundant = posts.sum() - posts_by_law(int(people.sum())) if form.merges else members.size - 1
                removed = self.k.posts_cut * max(0.0, redundant) * posts / posts.sum()
                villages.posts_removed[members] += removed
                villages.cadre_posts[members] -= removed
                if form.merges:
                    villages.smaller_side[members] = people < people.max()
        if villages.posts_removed.any() or villages.smaller_side.any():
            apart = (villages.union < 0) & ((villages.posts_removed > 0) | (villages.smaller_side > 0))
            villages.cadre_posts[apart] += villages.posts_removed[apart]
            villages.posts_removed[apart] = 0.0
            villages.smaller_side[apart] = 0

    def _share_secretaries(self, month: Month) -> npt.NDArray[np.bool_]:
        """One secretary, the ablest, leads a merged village or a joint branch; anew at each election. Returns where."""
        villages, unions = month.state.villages, month.state.unions
        led = np.zeros(len(villages), dtype=bool)
        chosen = unions.dissolved_month < 0
        if not month.state.county.is_election[0]:
            chosen &= unions.formed_month == month.index
        for row in np.flatnonzero(chosen):
            if union_form(unions.form[row]).one_secretary:
                members = list(unions.members[row])
                villages.secretary_quality[members] = villages.secretary_quality[members].max()
                led[members] = True
        return led


def posts_by_law(people: int) -> float:
    """Committee posts of a village of this size (Organic Law of Villagers' Committees)."""
    if people < 1000:
        return fact("posts_below_1000_people").values[0]
    return fact("posts_below_3000_people" if people <= 3000 else "posts_above_3000_people").values[0]
