"""7.6a Creation units and performance pay."""

import numpy as np
from scipy.special import ndtr

from liancun_sim.interventions import AppointUnit, PayPerformance

AT_WORK, ON_PAPER = 1, 2


def performance_pay(w):
    c, vi = w.c, w.vi
    term, unit = np.full(w.villages, -1), np.zeros(w.villages, int)
    for appoint in w.of(AppointUnit):
        v = appoint.village
        term[v], unit[v] = appoint.term, vi.creation_unit[v]
        if vi.creation_term[v] != appoint.term:
            on_paper = w.uniform("creation.paper", [v], appoint.term)[0] < appoint.paper_share
            unit[v] = ON_PAPER if on_paper else AT_WORK
    by_results = ndtr(vi.index_shadow)
    appraisal = np.clip((vi.satisfaction - c.satisfied_from) / (c.satisfied_full - c.satisfied_from), 0, 1)
    paid, kept, at_stake = np.zeros(w.villages), np.zeros(w.villages), np.zeros(w.villages)
    for pay in w.of(PayPerformance):
        v = pay.village
        free = 0 if pay.appraised else c.self_rated
        rating = appraisal[v] if pay.appraised else by_results[v]
        earned = free + (1 - free) * rating
        paid[v] += pay.yuan * earned
        kept[v] += pay.yuan * (1 - earned)
        at_stake[v] += 12 * pay.yuan * (1 - free) / vi.cadre_posts[v]
    effort = vi.pay_effort + (1 - 2 ** (-1 / c.adjustment)) * (at_stake / (at_stake + c.half_yuan) - vi.pay_effort)
    return {
        "village.creation_term": term,
        "village.creation_unit": unit,
        "village.pay_effort": effort,
        "village.bonus_paid_yuan": paid,
        "village.bonus_kept_yuan": kept,
    }
