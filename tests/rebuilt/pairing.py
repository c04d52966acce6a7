"""7.2b Paired assistance."""

import numpy as np

from liancun_sim.interventions import AssistPartner


def pairing(w):
    c, vi = w.c, w.vi
    paired, resistance = vi.paired_with.copy(), vi.resistance.copy()
    road, wells, given, help_ = (np.zeros(w.villages) for _ in range(4))
    advice = np.zeros(w.villages, np.uint8)
    for assist in w.of(AssistPartner):
        weak, strong = assist.village, assist.partner
        if paired[weak] != strong:
            paired[weak], resistance[weak] = strong, c.resistance
        advice[weak] = 1
        own = min(assist.yuan - assist.sponsored, c.generosity * max(0, vi.fund_yuan[strong]))
        raised = assist.sponsored + own
        given[strong] += own
        road[[weak, strong]] += raised * assist.roads / 2
        wells[weak] += raised * (1 - assist.roads)
    help_ = (road + wells) / vi.households
    resistance = np.where(paired >= 0, resistance * 2 ** (-help_ / c.help_halving), resistance)
    return {
        "village.paired_with": paired,
        "village.resistance": resistance,
        "village.partner_advice": advice,
        "village.raised_road_yuan": road,
        "village.raised_wells_yuan": wells,
        "village.raised_given_yuan": given,
    }
