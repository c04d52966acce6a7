"""7.6 Governance."""

import numpy as np

from liancun_sim.interventions import KeepRhythm, PostCadre, SendWorkTeam, Train, union_form
from liancun_sim.parameters import fact

RHYTHM = {"reports": 4, "dispatches": 2, "exchanges": 1}


def governance(w):
    c, vi = w.c, w.vi
    K = vi.capacity
    team, effort, familiarity, ended, rhythm = work_teams(w)
    lead = np.full(w.villages, -1)
    for u in w.living():
        lead[list(w.un.members[u])] = w.un.lead[u]
    posts, removed, smaller = consolidated(w)
    quality, new = vi.secretary_quality.copy(), np.zeros(w.villages, bool)
    if w.co.is_election[0]:
        quality = 0.5 * vi.founding_capacity + 0.5 * K + c.election_noise * w.normal("governance.election")
        quality, new = np.clip(quality + vi.reserve_gain, 0, 1), np.ones(w.villages, bool)
    for u in w.living():
        members = np.array(w.un.members[u])
        if union_form(w.un.form[u]).one_secretary and (w.co.is_election[0] or w.un.formed_month[u] == w.m):
            quality[members], new[members] = quality[members].max(), True
    anchor = np.where(new, 0.5 * vi.capacity_anchor + 0.5 * quality, vi.capacity_anchor)
    training = w.asked(Train, lambda a: a.amount * a.match)
    ahead = np.where(lead >= 0, np.maximum(0, K[lead] - K), 0)
    cost = np.zeros(w.villages)
    np.add.at(cost, lead[lead >= 0], c.lead_cost * ahead[lead >= 0])
    capacity = K + c.recovery * (anchor - K) + team * (1 - K) / 0.5 + taught(w, ahead) + training
    capacity += c.pay * vi.pay_effort * (1 - K) / 0.5 - c.attention * (1 - vi.ordinary_attention) - cost
    return {
        "village.capacity": np.clip(capacity, 0, 1),
        "village.capacity_anchor": np.clip(anchor + c.anchoring * (K - anchor), 0, 1),
        "village.secretary_quality": np.clip(quality, 0, 1),
        "village.cadre_posts": posts,
        "village.posts_removed": removed,
        "village.smaller_side": smaller,
        "village.team_effort": effort,
        "village.team_familiarity": familiarity,
        "village.team_ended_month": ended,
        "village.rhythm": rhythm,
    }


def taught(w, ahead):
    """What a village learns from whoever is ahead: its lead or the partner that advises it, and a posted cadre."""
    K, vi, learning = w.vi.capacity, w.vi, w.channels["governance.learning"]
    posted = np.zeros(w.villages)
    for post in w.of(PostCadre):
        posted[post.village] = max(posted[post.village], post.quality)
    partner = np.where(vi.paired_with >= 0, np.maximum(0, K[vi.paired_with] - K) * (1 - vi.resistance), 0)
    return learning * (np.maximum(ahead, partner * vi.partner_advice) + np.maximum(0, posted - K))


def consolidated(w):
    """Posts, those removed, and who is the smaller side: as decided at forming, undone for who is in no union."""
    vi = w.vi
    posts, removed, smaller = vi.cadre_posts.copy(), vi.posts_removed.copy(), vi.smaller_side.copy()
    for u in w.living():
        form, members = union_form(w.un.form[u]), np.array(w.un.members[u])
        if form.one_secretary and w.un.formed_month[u] == w.m:
            apart, persons = posts[members], vi.persons[members]
            redundant = max(0, apart.sum() - lawful_posts(persons.sum())) if form.merges else members.size - 1
            removed[members] += w.c.posts_cut * redundant * apart / apart.sum()
            smaller[members] = form.merges & (persons < persons.max())
            posts[members] = apart - w.c.posts_cut * redundant * apart / apart.sum()
    alone = vi.union < 0
    return posts + np.where(alone, removed, 0), np.where(alone, 0, removed), np.where(alone, 0, smaller)


def lawful_posts(persons):
    band = "below_1000" if persons < 1000 else "below_3000" if persons <= 3000 else "above_3000"
    return fact(f"posts_{band}_people").values[-1]


def work_teams(w):
    c, vi = w.c, w.vi
    sent, rotated = np.zeros(w.villages), np.zeros(w.villages, bool)
    for team in w.of(SendWorkTeam):
        sent[team.village] = min(1, sent[team.village] + team.effort)
        rotated[team.village] |= team.rotated
    kept = np.zeros(w.villages)
    for keep in w.of(KeepRhythm):
        kept[keep.village] = np.mean([min(1, getattr(keep, name) / n) for name, n in RHYTHM.items()])
    half_life = c.team_half_life * (1 + c.rhythm * kept)
    here = sent > 0
    effort = np.maximum(sent, vi.team_effort * 2 ** (-1 / half_life))
    known = np.where(rotated, 0, vi.team_familiarity)
    familiarity = np.where(here, 1 - (1 - known) * 2 ** (-1 / c.familiarity_months), known)
    ended = np.where(here, -1, np.where((vi.team_effort > 0) & (vi.team_ended_month < 0), w.m, vi.team_ended_month))
    worth = 1 - c.familiarity_share * (1 - familiarity)
    return w.channels["governance.team_power"] * effort * worth, effort, familiarity, ended, kept
