"""Property and enterprises of a village: rent for the village, jobs for its households (村级产业项目).

Money invested is spent on building first. Property then earns rent as far as the village can manage
it; an enterprise pays some rent too and employs villagers, until it fails.
"""

import numpy as np

from liancun_sim.interventions import FoundEnterprise, InvestVillage
from liancun_sim.mechanisms.kernels.shares import hire
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.parameters import Coefficient
from liancun_sim.vocabulary import Label

RESTS = 1.0  # yuan: less than this is nothing


class Enterprise(Mechanism):
    """What is invested, what it earns the village, whom it employs."""

    key = "enterprise"
    label = Label("Village property and enterprises", "村级产业项目")
    reads = ("household.number", "county.labour_wage", "village.key", "village.capacity", "village.households")
    writes = (
        "household.job_yuan", "village.building_yuan", "village.assets_yuan", "village.founding_yuan",
        "village.firms_yuan", "village.jobs", "village.job_yuan", "village.asset_income_yuan",
    )  # fmt: skip
    accepts = (InvestVillage, FoundEnterprise)
    coefficients = (
        Coefficient(
            "enterprise.building_months", 6, 1, 24, "months", Label("Months until half of an investment earns",
            "投资一半形成收益所需月数"), "assumption", lowers=("collective_income_mean",),
        ),
        Coefficient(
            "enterprise.asset_life", 180, 60, 360, "months", Label("Months in which property loses half its worth",
            "资产价值减半所需月数"), "assumption", raises=("collective_income_mean",),
        ),
        Coefficient(
            "enterprise.rent", 0.06, 0.0, 0.15, "1/year", Label("Rent of property, at capacity .5",
            "班子能力0.5时资产年租金率"),
            "assumption: at best what is hoped for, idle at worst", raises=("collective_income_mean",),
        ),
        Coefficient(
            "enterprise.firm_rent", 0.01, 0.0, 0.04, "1/year",
            Label("Rent an enterprise pays the village, of its capital",
            "企业每年付给村集体的租金占资本比例"), "assumption", raises=("collective_income_mean",),
        ),
        Coefficient(
            "enterprise.yuan_per_job", 22_500, 10_000, 60_000, "yuan/job", Label("Capital per job", "每个岗位所需资本"),
            "source document 000, part 5: 1.8 million yuan employ 80 households and more", lowers=("jobs",),
        ),
        Coefficient(
            "enterprise.job_gain", 4_000, 1_000, 8_000, "yuan/year",
            Label("What a job adds to a household's income, base year", "每个岗位带来的户均净增收"),
            "assumption: wages less what the household would have earned instead", raises=("income_mean",),
            of_base_year=True,
        ),
        Coefficient(
            "enterprise.failure", 0.01, 0.0, 0.03, "1/month",
            Label("Chance that a village's enterprises fail, at capacity .5", "班子能力0.5时企业每月倒闭概率"),
            "assumption", lowers=("jobs",),
        ),
    )  # fmt: skip

    def step(self, month: Month) -> None:
        villages, k = month.state.villages, self.k
        invested, founded = month.granted.all(InvestVillage), month.granted.all(FoundEnterprise)
        if not (invested or founded or villages.building_yuan.any() or villages.assets_yuan.any()
                or villages.founding_yuan.any() or villages.firms_yuan.any()):  # fmt: skip
            return
        ready = 1 - 2 ** (-1 / k.building_months)
        for project, place, worth in (
            (invested, villages.building_yuan, villages.assets_yuan),
            (founded, villages.founding_yuan, villages.firms_yuan),
        ):
            np.add.at(place, project.village, project.yuan)
            worth += ready * place
            place *= 1 - ready
            worth[worth < RESTS] = 0.0
            place[place < RESTS] = 0.0
        villages.assets_yuan[:] *= 2 ** (-1 / k.asset_life)
        self._fail(month)
        able = np.clip(villages.capacity / 0.5, 0, 2)
        rent = k.rent * able * villages.assets_yuan + k.firm_rent * villages.firms_yuan
        villages.asset_income_yuan[:] = rent / 12
        self._employ(month)

    def _fail(self, month: Month) -> None:
        """A village's enterprises close together, sooner under weak leadership: chance · 2(1 − K)."""
        villages = month.state.villages
        rows = np.flatnonzero(villages.firms_yuan + villages.founding_yuan > 0)
        lot = month.draws.uniform("enterprise.failure", villages.key[rows], month.index)
        closed = rows[lot < self.k.failure * 2 * (1 - villages.capacity[rows])]
        villages.firms_yuan[closed] = villages.founding_yuan[closed] = 0.0

    def _employ(self, month: Month) -> None:
        """Jobs for capital, at most one a household, paid as wages have grown."""
        state, villages, k = month.state, month.state.villages, self.k
        rows = np.flatnonzero((villages.firms_yuan > 0) | (villages.jobs > 0))
        if not rows.size:
            return
        homes = villages.households[rows]
        villages.jobs[rows] = np.minimum(villages.firms_yuan[rows] / k.yuan_per_job, homes)
        yuan = np.full(rows.size, k.job_gain / 12 * state.county.labour_wage[0])
        villages.job_yuan[rows] = hire(
            state.first_household,
            rows,
            share=villages.jobs[rows] / np.maximum(1, homes),
            yuan=yuan,
            at=month.draws.addresses("enterprise.job", villages.key, state.households.number),
            job_yuan=state.households.job_yuan,
        )
