"""7.6c Participation."""

import numpy as np

from liancun_sim.interventions import AwardWorks, KeepPoints
from rebuilt.given import unit

YEAR = 12


def participation(w):
    c, vi, hh = w.c, w.vi, w.hh
    kept, award, centre = np.zeros(w.villages, bool), np.zeros(w.villages), np.zeros(w.villages)
    for keep in w.of(KeepPoints):
        kept[keep.village] = True
        award[keep.village] += keep.yuan
        centre[keep.village] = max(centre[keep.village], keep.centre)
    y = award / vi.households
    drawn = c.centre * centre + c.award * y / (y + c.half_yuan)
    chance = c.from_trust * hh.trust + drawn[w.home]
    takes_part = kept[w.home] & (unit(w.words("participation.taking_part")[:, 0]) < chance)
    count = w.sum(takes_part)
    paid = np.where(takes_part, (award / np.maximum(count, 1))[w.home], 0)
    habit = vi.participation + c.habit * (count / vi.households - vi.participation)
    return {
        "household.points": hh.points * 2 ** (-1 / YEAR) + takes_part,
        "household.award_yuan": paid,
        "village.participation": habit,
        "village.upkeep": c.care * habit,
        "village.self_built_yuan": w.asked(AwardWorks, lambda a: a.yuan) / c.award_part,
        "village.award_yuan": w.sum(paid),
    }
