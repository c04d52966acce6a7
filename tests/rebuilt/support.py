"""7.2 Ordinary support."""

import numpy as np


def support(w):
    c = w.c
    ordinary = c.transfer_yuan_per_year / 12
    money, staff = np.zeros(w.villages), np.zeros(w.villages)
    for request in w.granted.requests:
        money[request.action.village] += request.yuan
        staff[request.action.village] += request.cadre_months
    gone = np.minimum(ordinary, c.displacement * money)
    transfer = ordinary - gone
    for t in range(len(w.tw)):
        here = w.vi.township == t
        none = here & (money == 0)
        to = none if none.any() else here
        transfer[to] += gone[here].sum() / to.sum()
    return {
        "village.policy_yuan": money,
        "village.policy_cadre_months": staff,
        "village.ordinary_transfer_yuan": transfer,
        "village.ordinary_attention": np.full(w.villages, 1 - staff.sum() / w.setup.cadre_months_per_month),
        "county.cadre_month_yuan": [c.cadre_yuan_per_month * w.co.staff_wage[0]],
    }
