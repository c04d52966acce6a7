"""7.5a Village assemblies."""

import numpy as np
from scipy.stats import binom, poisson

from liancun_sim.interventions import Appraise, FundResolved, KeepAssembly

FORGOTTEN = 1e-6  # resolutions


def assembly(w):
    c, vi, m = w.c, w.vi, w.m
    until, quorum, majority, supervision, raised = (
        getattr(vi, name).copy()
        for name in ("assembly_until", "assembly_quorum", "assembly_majority", "supervision", "assembly_raised")
    )
    for keep in w.of(KeepAssembly):
        v = keep.village
        until[v], quorum[v], majority[v] = m + keep.months, keep.quorum, keep.majority
        supervision[v], raised[v] = keep.supervised, keep.raised
    active = until > m
    suggestions, topics, before, new = (np.zeros(w.villages, int) for _ in range(4))
    works = np.zeros(w.villages, int)
    resolved = np.zeros(w.villages, int)
    rows = np.flatnonzero(active)
    suggestions[rows] = poisson.ppf(w.uniform("assembly.suggestions", rows), c.suggestions + raised[rows])
    topics[rows] = binom.ppf(w.uniform("assembly.topics", rows), suggestions[rows], c.topic_share)
    for slot in range(topics.max(initial=0)):
        for v in np.flatnonzero(topics > slot):
            at = {"keys": vi.key[[v]], "month": m, "slot": slot}
            present = c.attendance + c.attendance_spread * w.draws.normal("assembly.present", **at)[0]
            agreeing = c.support + c.support_spread * w.draws.normal("assembly.agreeing", **at)[0]
            if present < quorum[v] or agreeing < majority[v]:
                continue
            resolved[v] += 1
            if w.draws.uniform("assembly.anyway", **at)[0] < c.before:
                continue
            new[v] += 1
            works[v] += w.draws.uniform("assembly.kind", **at)[0] < c.works_share
    before = poisson.ppf(w.uniform("assembly.before"), usual(c)).astype(int)

    waiting = vi.works_waiting + works
    speed = np.clip(c.carried_out * vi.capacity / 0.5 * (1 + c.supervised * supervision), 0, 1)
    done = np.where(active, speed * waiting, 0)
    funded = np.minimum(w.asked(FundResolved, lambda a: a.yuan), (waiting - done) * c.works_yuan)
    settled = done + funded / c.works_yuan + (new - works)
    waiting = waiting - done - funded / c.works_yuan
    appraised = w.asked(Appraise, lambda a: 1)
    waiting = np.where(waiting < FORGOTTEN, 0, waiting)
    voice = vi.voice * 2 ** (-1 / c.voice_half_life)
    voice += c.voice_gain * (settled + c.appraisal * appraised) * (1 - vi.voice)
    return {
        "village.assembly_until": until,
        "village.assembly_quorum": quorum,
        "village.assembly_majority": majority,
        "village.supervision": supervision,
        "village.assembly_raised": raised,
        "village.suggestions": suggestions,
        "village.assemblies": topics,
        "village.resolutions": np.where(active, resolved, before),
        "village.works_waiting": waiting,
        "village.resolved_works_yuan": done * c.works_yuan,
        "village.funded_works_yuan": funded,
        "village.voice": voice - c.unkept * waiting,
        "village.trust_kept": c.trust * settled,
    }


def usual(c):
    """Resolutions a month of a village without the eight steps."""
    from scipy.stats import norm

    present = norm.sf((2 / 3 - c.attendance) / c.attendance_spread)
    agreeing = norm.sf((2 / 3 - c.support) / c.support_spread)
    return c.before * c.suggestions * c.topic_share * present * agreeing
