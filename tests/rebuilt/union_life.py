"""7.9 Union life: resentment, trust, satisfaction."""

import numpy as np

from liancun_sim.interventions import Recognise, union_form

YEAR = 12
LEAST_INCOME = 10_000  # yuan
MIDDLE_SATISFACTION, MIDDLE = 0.62, 0.5


def union_life(w):
    c, vi, hh, m = w.c, w.vi, w.hh, w.m
    united = vi.union >= 0
    recognised = united & ((vi.secretary_recognised > 0) | (w.asked(Recognise, lambda a: 1) > 0))
    transfer = c.transfer_resented * vi.transfer_out_year_yuan / np.maximum(vi.collective_year_yuan, LEAST_INCOME)
    R = vi.resentment.copy()
    anniversary, since_merger = np.zeros(w.villages, bool), np.zeros(w.villages)
    for u in w.living():
        form, members, lead = union_form(w.un.form[u]), np.array(w.un.members[u]), w.un.lead[u]
        age = m - w.un.formed_month[u]
        since_merger[members] = age
        anniversary[members] = age > 0 and age % YEAR == 0
        if age == 0:
            weak = (members != lead) if form.weak_side else (vi.smaller_side[members] > 0)
            for v in members[weak]:
                helped = vi.paired_with[v] >= 0
                R[v] = c.dignity * (vi.resistance[v] if helped else 1)
    R = c.resentment_memory * R + united * (
        transfer - c.recognition * recognised - c.mediation * vi.team_effort - c.gain_felt * vi.gain_believed
    )
    R = np.maximum(R, 0)
    missed = np.where(anniversary, vi.broken_promise, 0)
    R += c.promise_resented * np.maximum(0, -missed)

    trust = hh.trust.astype(float)
    trust += c.trust_return * (MIDDLE - trust) + vi.trust_kept[w.home]
    visited = (hh.linked > 0) * c.visit_trust * vi.linked_visits[w.home]
    trust += visited * (1 - trust) + c.trust_response * missed[w.home]

    goods = (vi.road + vi.irrigation + vi.services) / 3
    mean = np.array([vi.income_per_person_yuan[vi.township == t].mean() for t in vi.township])
    aim = MIDDLE_SATISFACTION + c.from_capacity * (vi.capacity - MIDDLE) + c.from_goods * (goods - MIDDLE)
    aim += c.from_income * np.log(vi.income_per_person_yuan / mean) + c.from_voice * vi.voice
    aim += c.from_participation * vi.participation - c.from_resentment * R + vi.satisfaction_offset
    aim -= vi.smaller_side * c.smaller_side_loss * 2 ** (-since_merger / c.smaller_side_half_life)
    noise = c.satisfaction_noise * w.normal("union_life.satisfaction")
    return {
        "household.trust": trust,
        "village.satisfaction": vi.satisfaction + c.satisfaction_rate * (aim - vi.satisfaction) + noise,
        "village.satisfaction_aim": aim,
        "village.resentment": R,
        "village.secretary_recognised": recognised,
    }
