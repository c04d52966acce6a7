"""Roads, irrigation and services: decay, village projects, and works shared by a union (公共设施).

Public goods G are the mean of three goods. A project of standard cost raises G by a fixed amount,
so three times as much in the one good it builds. Goods decay by a share of what they are, so that a
work fades unless it is kept up. Villages save for works, and plan once a year to spend what their fund
holds beyond a reserve. Pooling pays only for works several villages use: a dead-end road between two
members, a hall for all. What a member had saved before joining stays its own (维护既有利益).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Draws
from liancun_sim.interventions import Build, Channel
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.parameters import Coefficient
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

FloatArray = npt.NDArray[np.float64]
GOODS = ("road", "irrigation", "services")


class PublicWorks(Mechanism):
    """Public goods of villages, their savings for works, and works shared by unions."""

    key = "public_works"
    label = Label("Public works", "公共建设")
    reads = (
        "village.fund_yuan", "village.collective_year_yuan", "village.capacity", "village.saved_posts_yuan",
        "village.raised_road_yuan", "village.raised_wells_yuan",
        "village.union", "union.members", "union.formed_month",
        "village.resolved_works_yuan", "village.funded_works_yuan", "village.self_built_yuan", "village.upkeep",
    )  # fmt: skip
    writes = (
        "village.road", "village.irrigation", "village.services", "village.public_goods", "village.works_yuan",
        "village.works_saving_yuan", "village.works_kept_yuan", "village.works_wages_yuan", "village.works_fee_yuan",
        "village.goods_at_forming", "village.planned_yuan", "union.works_account_yuan",
        "union.works_built_yuan", "union.shared_works", "union.shared_roads",
    )  # fmt: skip
    founds = ("village.founding_road", "village.founding_irrigation")
    opens = (
        Channel("public_works.unit_cost", "ratio", Label("Factor on the cost of works", "工程造价系数"), 1.0, 0.2, 5),
    )
    accepts = (Build,)
    coefficients = (
        Coefficient(
            "public_works.decay", 0.003, 0.001, 0.006, "1/month",
            Label("Part of public goods that decays", "公共设施老化速度"),
            "assumption: half is gone after 19 (10–58) years without upkeep; rural roads are built for 10–20",
            lowers=("public_goods",),
        ),
        Coefficient(
            "public_works.reserve", 0.5, 0.2, 1.5, "years",
            Label("Reserve a village keeps, in years of its collective income", "村级账户留存（几年的集体经济收入）"),
            "assumption", lowers=("public_goods",),
        ),
        Coefficient(
            "public_works.planned_services", 0.3, 0.0, 0.6, "share",
            Label("Part of the yearly plan that goes to services, the rest to works", "年度计划中用于公共服务的比例"),
            "assumption", lowers=("public_goods",),
        ),
        Coefficient(
            "public_works.project_yuan", 150_000, 100_000, 250_000, "yuan",
            Label("Cost of a village project", "村级工程造价"), "assumption", lowers=("public_goods",),
        ),
        Coefficient(
            "public_works.link_part", 2 / 3, 0.4, 1.0, "projects",
            Label("A road between two neighbouring members, in village projects",
            "成员村之间连接道路相当于村级工程的比例"), "assumption", lowers=("public_goods",),
        ),
        Coefficient(
            "public_works.project_gain", 0.15, 0.05, 0.25, "0–1",
            Label("Rise of public goods from a project", "一项工程对公共设施的提升"), "assumption",
            raises=("public_goods",),
        ),
        Coefficient(
            "public_works.saving_yuan", 12_000, 6_000, 20_000, "yuan/year",
            Label("What a village saves for works", "村级工程年积累"),
            "assumption: a project of its own every 12.5 years", raises=("public_goods",),
        ),
        Coefficient(
            "public_works.pooled_share", 1.0, 0.0, 1.0, "share",
            Label("Share of works savings members pool for shared works", "成员村用于共建工程的积累比例"), "assumption",
            raises=("public_goods",), at_default=0.5,
        ),
        Coefficient(
            "public_works.posts_respent", 1.0, 0.0, 1.0, "share",
            Label("Share of pay saved on removed posts that is spent on services", "精简职数节省用于服务的比例"),
            "assumption: total spending of merged municipalities abroad was unchanged", raises=("public_goods",),
            at_default=0.5,
        ),
        Coefficient(
            "public_works.labour", 0.3, 0.0, 0.6, "share",
            Label("Part of a resolved work that villagers' labour makes up", "议定工程中群众投工投劳的比例"),
            "assumption",
            raises=("public_goods",),
        ),
        Coefficient(
            "public_works.local_wages", 0.35, 0.1, 0.6, "share",
            Label("Wages in the cost of works that villagers build", "村民承建工程中的劳务报酬比例"), "assumption",
            raises=("income_mean",),
        ),
        Coefficient(
            "public_works.local_fee", 0.05, 0.0, 0.10, "share",
            Label("Fee the village's construction council takes", "村庄建设理事会管理费比例"),
            "assumption: source document 003 (co-creation) speaks of a certain fee", raises=("collective_income_mean",),
        ),
    )  # fmt: skip

    def begin(self, state: State, draws: Draws) -> None:
        """Villages are anywhere between their last project and the next."""
        villages = state.villages
        villages.works_saving_yuan[:] = self.k.project_yuan * draws.uniform("public_works.saved", villages.key)
        villages.public_goods[:] = _mean_good(state)
        villages.founding_road[:], villages.founding_irrigation[:] = villages.road, villages.irrigation

    def step(self, month: Month) -> None:
        villages = month.state.villages
        for row in np.flatnonzero(month.state.unions.formed_month == month.index):
            members = list(month.state.unions.members[row])
            villages.goods_at_forming[members] = villages.public_goods[members]
        for good in GOODS:
            level = getattr(villages, good)
            level *= 1 - self.k.decay * (1 - villages.upkeep)
        cost = self.k.project_yuan * month.channels["public_works.unit_cost"]
        villages.works_wages_yuan[:] = villages.works_fee_yuan[:] = 0.0
        for _, works in month.granted.of(Build):
            fee = self.k.local_fee * works.yuan if works.local else 0.0
            projects = (works.yuan - fee) / cost[works.row]
            self._raise(month.state, works.good, [works.row, *works.serves], projects)
            if works.local:
                villages.works_fee_yuan[works.row] += fee
                villages.works_wages_yuan[works.row] += self.k.local_wages * works.yuan
        for good, raised in (("road", villages.raised_road_yuan), ("irrigation", villages.raised_wells_yuan)):
            if raised.any():
                self._raise(month.state, good, slice(None), raised / cost)
        if len(month.state.unions):
            self._keep_existing_savings(month)
        if month.index % 12 == 0:
            self._plan(month.state)
        self._spend(month, cost)
        self._build_as_resolved(month, cost)
        if len(month.state.unions):
            self._share_works(month, cost)
        self._build_own(month, cost)
        villages.public_goods[:] = _mean_good(month.state)

    def _plan(self, state: State) -> None:
        """The village decides once a year what to do with its fund beyond a reserve, as far as its leaders can carry
        it out: so much a month of the coming year."""
        villages = state.villages
        spare = np.maximum(0.0, villages.fund_yuan - self.k.reserve * villages.collective_year_yuan)
        villages.planned_yuan[:] = villages.capacity * spare / 12

    def _spend(self, month: Month, cost: FloatArray) -> None:
        """From the fund, as far as it goes: savings for works, pay saved on posts into services, then the year's plan.

        What is planned of a member's own fund builds its own works (维护既有利益).
        """
        villages = month.state.villages
        available = np.maximum(0.0, villages.fund_yuan)
        saved = np.minimum(self.k.saving_yuan / 12, available)
        services = np.minimum(self.k.posts_respent * villages.saved_posts_yuan, available - saved)
        if services.any():
            self._raise(month.state, "services", slice(None), services / cost)
        planned = np.minimum(villages.planned_yuan, available - saved - services)
        for_works = (1 - self.k.planned_services) * planned
        if planned.any():
            self._raise(month.state, "services", slice(None), (planned - for_works) / cost)
        villages.works_saving_yuan[:] += saved + for_works
        villages.works_kept_yuan[:] += np.where(villages.union >= 0, for_works, 0.0)
        villages.works_yuan[:] = saved + services + planned

    def _build_own(self, month: Month, cost: FloatArray) -> None:
        """A village with enough saved builds the good it lacks most."""
        villages = month.state.villages
        for row in np.flatnonzero(villages.works_saving_yuan >= cost):
            worst = min(GOODS, key=lambda good: getattr(villages, good)[row])
            self._raise(month.state, worst, int(row), 1.0)
            villages.works_saving_yuan[row] -= cost[row]
            villages.works_kept_yuan[row] = min(villages.works_kept_yuan[row], villages.works_saving_yuan[row])

    def _keep_existing_savings(self, month: Month) -> None:
        """What members have saved when the union forms is not pooled later."""
        villages, unions = month.state.villages, month.state.unions
        villages.works_kept_yuan[villages.union < 0] = 0.0
        for row in np.flatnonzero(unions.formed_month == month.index):
            members = list(unions.members[row])
            villages.works_kept_yuan[members] = villages.works_saving_yuan[members]

    def _build_as_resolved(self, month: Month, cost: FloatArray) -> None:
        """Small works that villagers resolved on or do themselves go into the good they lack most.

        What an assembly resolved is paid from the village's savings, labour apart; the township's money and
        works under an award come on top.
        """
        villages = month.state.villages
        resolved = villages.resolved_works_yuan
        rows = np.flatnonzero(resolved + villages.funded_works_yuan + villages.self_built_yuan)
        if not rows.size:
            return
        paid = np.minimum((1 - self.k.labour) * resolved[rows], villages.works_saving_yuan[rows])
        villages.works_saving_yuan[rows] -= paid
        villages.works_kept_yuan[rows] = np.minimum(villages.works_kept_yuan[rows], villages.works_saving_yuan[rows])
        worth = paid / (1 - self.k.labour) + villages.funded_works_yuan[rows] + villages.self_built_yuan[rows]
        worst = np.argmin([getattr(villages, good)[rows] for good in GOODS], axis=0)
        for number, good in enumerate(GOODS):
            chosen = worst == number
            self._raise(month.state, good, rows[chosen], worth[chosen] / cost[rows[chosen]])

    def _share_works(self, month: Month, cost: FloatArray) -> None:
        """A union whose members' pooled savings suffice builds what serves them best for the money.

        Each member pays in proportion to what it has saved since joining. A shared work must serve more
        than the same money in one village would.
        """
        villages, unions = month.state.villages, month.state.unions
        rows = np.flatnonzero(villages.union >= 0)
        union, count = villages.union[rows], len(unions)
        common = villages.works_saving_yuan - villages.works_kept_yuan
        pooled = self.k.pooled_share * common[rows]
        unions.works_account_yuan[:] = np.bincount(union, pooled, count)
        unions.works_built_yuan[:] *= 1 - self.k.decay
        link = self.k.link_part * cost
        for row in np.flatnonzero(unions.works_account_yuan >= link.min()):
            members = np.array(unions.members[row])
            work = self._best_shared(month.state, members, cost)
            if work is None or unions.works_account_yuan[row] < work.yuan:
                continue  # what is best is waited for
            self._raise(month.state, work.good, work.served, work.projects)
            villages.works_saving_yuan[members] -= work.yuan * common[members] / common[members].sum()
            unions.shared_works[row] += 1
            unions.works_built_yuan[row] += work.yuan
            unions.shared_roads[row] += work.good == "road"
            unions.works_account_yuan[row] -= work.yuan

    def _best_shared(self, state: State, members: npt.NDArray[np.intp], cost: FloatArray) -> "SharedWork | None":
        """A hall for all or a road between two members, whichever relieves most per yuan.

        None if the best work in one village alone relieves as much.
        """
        villages = state.villages
        works = [SharedWork("services", members, 1.0, float(cost[members].max()))]
        for one in members:
            near = state.adjacency.of(int(one))
            for served in (np.array([one, other]) for other in members if other > one and other in near):
                works.append(SharedWork("road", served, self.k.link_part, self.k.link_part * float(cost[served].max())))
        served_best = [
            self._relief(getattr(villages, one.good)[one.served], one.projects).sum() / one.yuan for one in works
        ]
        alone = max(float((self._relief(getattr(villages, good)[members]) / cost[members]).max()) for good in GOODS)
        best = int(np.argmax(served_best))
        return works[best] if served_best[best] > alone else None

    def _relief(self, level: FloatArray, projects: float = 1.0) -> FloatArray:
        """How much so many standard projects relieve where a good stands at `level`: (1 − l)² − (1 − l')².

        What is lacking most is wanted most, as where a village builds for itself.
        """
        raised = np.minimum(1.0, level + 3 * self.k.project_gain * projects)
        relieved: FloatArray = (1 - level) ** 2 - (1 - raised) ** 2
        return relieved

    def _raise(
        self, state: State, good: str, rows: "int | slice | list[int] | npt.NDArray[np.intp]",
        projects: "float | FloatArray",
    ) -> None:  # fmt: skip
        """Raise one good by so many standard projects, to 1 at most."""
        level = getattr(state.villages, good)
        level[rows] = np.minimum(1.0, level[rows] + 3 * self.k.project_gain * projects)


@dataclass(frozen=True, slots=True)
class SharedWork:
    """A work several members use: the good it raises, whom it serves, its size in standard projects, its cost."""

    good: str
    served: npt.NDArray[np.intp]
    projects: float
    yuan: float


def _mean_good(state: State) -> FloatArray:
    villages = state.villages
    mean: FloatArray = (villages.road + villages.irrigation + villages.services) / 3
    return mean
