"""Leaders and units linked to villages: which households, how much effort, what the assessment makes of it (联村联户).

Some linked cadres work, some only write plans. Mid-year and year-end the levels assess them, partly by
deeds and partly by files, which everybody has in order. The result counts in their own evaluation:
a low score brings more effort, a high one lets it slacken. A month in which a cadre is not let go is lost,
not his link: he comes back to the same households.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import LinkUnit, VisitLinked
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.parameters import Coefficient
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

MODEL, POOR = 1, 2  # codes of household.linked
ASSESSED_IN = (6, 12)  # months of the year: mid-year and year-end (source document, household linkage)


class Linkage(Mechanism):
    """Linked households, and the effort of linked cadres under assessment."""

    key = "linkage"
    label = Label("Household linkage", "联村联户")
    reads = ("village.key", "household.is_party", "household.income_year_yuan", "household.size")
    writes = (
        "village.link_term", "village.link_active", "village.link_motive", "village.link_effort", "village.link_score",
        "village.linked_model", "village.linked_poor", "village.linked_visits", "household.linked",
    )  # fmt: skip
    accepts = (LinkUnit, VisitLinked)
    coefficients = (
        Coefficient(
            "linkage.motive", 0.5, 0.3, 0.8, "0–1", Label("Effort a linked cadre makes unprompted", "联系干部自发投入"),
            "assumption", raises=("linked_effort",),
        ),
        Coefficient(
            "linkage.motive_spread", 0.15, 0.0, 0.3, "0–1", Label("Its spread over cadres", "自发投入的标准差"),
            "assumption", raises=("linked_effort_spread",),
        ),
        Coefficient(
            "linkage.paper_only", 0.2, 0.0, 0.5, "share",
            Label("Share of units whose plans stay on paper", "只有纸面计划的单位比例"),
            "size: assumption; the pioneer-project document admits that some units have only paper plans",
            lowers=("linked_effort",),
        ),
        Coefficient(
            "linkage.paper_effort", 0.05, 0.0, 0.15, "0–1",
            Label("Effort of a unit that only writes plans", "只有纸面计划的单位的投入"), "assumption",
            raises=("linked_effort",),
        ),
        Coefficient(
            "linkage.response", 0.5, 0.0, 1.0, "1/assessment",
            Label("Effort added per point of score missing", "考核失分引起的投入增加"), "assumption",
            raises=("linked_effort",),
        ),
        Coefficient(
            "linkage.standard", 0.7, 0.5, 0.9, "0–1", Label("Score that satisfies the superiors", "考核合格得分"),
            "assumption", raises=("linked_effort",),
        ),
        Coefficient(
            "linkage.score_noise", 0.2, 0.0, 0.4, "0–1", Label("Noise of one level's score", "单级考核的误差"),
            "assumption", raises=("linked_score_spread",),
        ),
        Coefficient(
            "linkage.slackening", 0.05, 0.0, 0.15, "1/month",
            Label("Return of effort to what is made unprompted", "投入回落到自发水平的速度"), "assumption",
            lowers=("linked_effort",),
        ),
    )  # fmt: skip

    def step(self, month: Month) -> None:
        villages = month.state.villages
        links, ended = month.granted.all(LinkUnit), villages.link_term >= 0
        if not links and not ended.any():
            return
        for asked in (links, month.granted.refused(LinkUnit)):
            ended[asked.village[villages.link_term[asked.village] == asked.term]] = False
        self._end(month.state, np.flatnonzero(ended))
        if (villages.link_term[links.village] < 0).any():
            for _, link in month.granted.of(LinkUnit):
                if villages.link_term[link.village] < 0:
                    self._begin(month, link)
        villages.link_active[:] = 0
        villages.link_active[links.village[villages.link_term[links.village] == links.term]] = 1
        visits = month.granted.all(VisitLinked)
        villages.linked_visits[:] = visits.totals(visits.visits * villages.link_active[visits.village], len(villages))
        drift = self.k.slackening * (villages.link_motive - villages.link_effort)
        villages.link_effort[:] += np.where(villages.link_active > 0, drift, 0.0)
        if int(self.setup.iso_month(month.index)[5:]) in ASSESSED_IN:
            self._assess(month)
        villages.link_effort[:] = np.clip(villages.link_effort, 0, 1)

    def _begin(self, month: Month, link: LinkUnit) -> None:
        """A cadre takes up a village, works as hard as he is minded to, and chooses his households."""
        villages, k, row = month.state.villages, self.k, link.row
        villages.link_term[row] = link.term
        key = villages.key[row : row + 1]
        motive = k.motive + k.motive_spread * month.draws.normal("linkage.motive", key, link.term)[0]
        on_paper = month.draws.uniform("linkage.paper", key, link.term)[0] < k.paper_only
        villages.link_motive[row] = k.paper_effort if on_paper else np.clip(motive, k.paper_effort, 1)
        villages.link_effort[row] = villages.link_motive[row]
        villages.link_score[row] = 0.0
        choose_households(month.state, row, link.model_households, link.poor_households, link.poor_line)
        linked = month.state.households.linked[slice(*month.state.first_household[row : row + 2])]
        villages.linked_model[row], villages.linked_poor[row] = np.sum(linked == MODEL), np.sum(linked == POOR)

    def _end(self, state: State, rows: npt.NDArray[np.intp]) -> None:
        """Leave villages nobody asks to link any more, or by a new choice of targets, and their households."""
        villages = state.villages
        villages.link_term[rows] = -1
        for name in ("link_motive", "link_effort", "link_score", "linked_model", "linked_poor"):
            getattr(villages, name)[rows] = 0
        for row in rows:
            state.households.linked[state.first_household[row] : state.first_household[row + 1]] = 0

    def _assess(self, month: Month) -> None:
        """score = f·1 + (1 − f)·effort + N(0, σ/√levels); effort' = effort + weight·response·(standard − score).

        f : share of the assessment that goes by files, which everybody has in order.
        """
        villages, k = month.state.villages, self.k
        noise = k.score_noise * month.draws.normal("linkage.score", villages.key, month.index)
        for _, link in month.granted.of(LinkUnit):
            row = link.row
            if villages.link_term[row] != link.term:
                continue
            seen = link.files + (1 - link.files) * villages.link_effort[row]
            villages.link_score[row] = seen + noise[row] / np.sqrt(link.levels)
            villages.link_effort[row] += link.weight * k.response * (k.standard - villages.link_score[row])


def choose_households(state: State, village: int, model: int, poor: int, poor_line: float = 0.0) -> None:
    """Link the best-off party households, who have standing and means, and the poorest of the others.

    By income per person of the last 12 months; ties by the order in the village. With a line, only those
    below it are poor, so fewer may be linked than asked for.
    """
    households = state.households
    rows = slice(state.first_household[village], state.first_household[village + 1])
    each = households.income_year_yuan[rows] / households.size[rows]
    party = households.is_party[rows] != 0
    linked = households.linked[rows]
    linked[:] = 0
    by_income = np.argsort(each, kind="stable")
    below = ~party & ((each < poor_line) | (poor_line == 0))
    linked[by_income[below[by_income]][:poor]] = POOR
    linked[by_income[party[by_income]][::-1][:model]] = MODEL
