"""7.6b Property and enterprises."""

import numpy as np

from liancun_sim.interventions import FoundEnterprise, InvestVillage
from rebuilt.given import ONCE, unit


def enterprise(w):
    c, vi = w.c, w.vi
    matured = 1 - 2 ** (-1 / c.building_months)
    building = vi.building_yuan + w.asked(InvestVillage, lambda a: a.yuan)
    founding = vi.founding_yuan + w.asked(FoundEnterprise, lambda a: a.yuan)
    assets = (vi.assets_yuan + building * matured) * 2 ** (-1 / c.asset_life)
    rows = np.flatnonzero(vi.firms_yuan > 0)
    failed = np.zeros(w.villages, bool)
    failed[rows] = w.uniform("enterprise.failure", rows) < c.failure * 2 * (1 - vi.capacity[rows])
    firms, founding = (np.where(failed, 0, x) for x in (vi.firms_yuan + founding * matured, founding))
    jobs = np.minimum(firms / c.yuan_per_job, vi.households)
    job_yuan = c.job_gain / 12 * w.co.labour_wage[0]
    lot = unit(w.words("enterprise.job", ONCE)[:, 0])
    paid = np.where(lot < (jobs / vi.households)[w.home], job_yuan, 0)
    rent = assets * c.rent * np.minimum(vi.capacity / 0.5, 2) / 12 + firms * c.firm_rent / 12
    return {
        "household.job_yuan": paid,
        "village.building_yuan": building * (1 - matured),
        "village.assets_yuan": assets,
        "village.founding_yuan": founding * (1 - matured),
        "village.firms_yuan": firms,
        "village.jobs": jobs,
        "village.job_yuan": w.sum(paid),
        "village.asset_income_yuan": rent,
    }
