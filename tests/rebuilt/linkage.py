"""7.2a Household linkage."""

import numpy as np

from liancun_sim.interventions import LinkUnit, VisitLinked
from rebuilt.calendar import month

MODEL, POOR = 1, 2


def linkage(w):
    c, vi = w.c, w.vi
    new = {f"village.{name}": getattr(vi, name).copy() for name in (
        "link_term", "link_motive", "link_effort", "link_score", "linked_model", "linked_poor",
    )}  # fmt: skip
    linked = w.hh.linked.copy()
    active, visits = np.zeros(w.villages, np.uint8), np.zeros(w.villages)
    asked = {request.action.village for request in w.granted.cut if isinstance(request.action, LinkUnit)}
    asked |= {link.village for link in w.of(LinkUnit)}
    for v in range(w.villages):
        if v not in asked and vi.link_term[v] >= 0:  # let go for good
            release(w, v, new, linked)
    score_noise = w.normal("linkage.score")
    for link in w.of(LinkUnit):
        v = link.village
        active[v] = 1
        if link.term != vi.link_term[v]:
            begin(w, link, new, linked)
        motive, effort = new["village.link_motive"][v], new["village.link_effort"][v]
        effort += c.slackening * (motive - effort)
        if month(w, w.m) % 12 in (5, 11):
            score = link.files + (1 - link.files) * effort + c.score_noise / np.sqrt(link.levels) * score_noise[v]
            effort += link.weight * c.response * (c.standard - score)
            new["village.link_score"][v] = score
        new["village.link_effort"][v] = np.clip(effort, 0, 1)
    for visit in w.of(VisitLinked):
        visits[visit.village] += visit.visits * active[visit.village]
    return {**new, "village.link_active": active, "village.linked_visits": visits, "household.linked": linked}


def begin(w, link, new, linked):
    """Draw the cadre's effort and choose the households."""
    v, here = link.village, np.flatnonzero(w.home == link.village)
    paper = w.uniform("linkage.paper", [v], link.term)[0] < w.c.paper_only
    drawn = w.c.motive + w.c.motive_spread * w.normal("linkage.motive", [v], link.term)[0]
    motive = w.c.paper_effort if paper else np.clip(drawn, w.c.paper_effort, 1)
    income = w.hh.income_year_yuan[here] / w.hh.size[here]
    order = np.argsort(income, kind="stable")
    party = w.hh.is_party[here] > 0
    model = [i for i in order[::-1] if party[i]][: link.model_households]
    below = income < link.poor_line if link.poor_line else np.ones(here.size, bool)
    poor = [i for i in order if not party[i] and below[i]][: link.poor_households]
    linked[here] = 0
    linked[here[model]], linked[here[poor]] = MODEL, POOR
    for name, value in (("link_term", link.term), ("link_motive", motive), ("link_effort", motive), ("link_score", 0),
                        ("linked_model", len(model)), ("linked_poor", len(poor))):  # fmt: skip
        new[f"village.{name}"][v] = value


def release(w, v, new, linked):
    linked[w.home == v] = 0
    for name, value in (("link_term", -1), ("linked_model", 0), ("linked_poor", 0), ("link_motive", 0),
                        ("link_effort", 0), ("link_score", 0)):  # fmt: skip
        new[f"village.{name}"][v] = value
