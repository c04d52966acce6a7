"""7.3 Outreach."""

import numpy as np

from liancun_sim.interventions import Broadcast, Meeting, SendForms, Visit
from rebuilt.given import unit

DROPPED = 1e-4  # SD


def outreach(w):
    c, vi, hh = w.c, w.vi, w.hh
    live = vi.proposal >= 0
    own = live * (vi.cadre_posts * c.cadre_contacts + vi.party_members * c.party_contacts)
    talks = own + w.channels["outreach.contact_capacity"] + w.asked(Visit, lambda a: a.contacts)
    talks += c.meeting_worth * w.asked(Meeting, lambda a: a.contacts)
    publicity = c.form_worth * w.asked(SendForms, lambda a: a.forms) / vi.households
    publicity += c.broadcast_worth * w.asked(Broadcast, lambda a: a.broadcasts)
    talks = np.minimum(talks / vi.households, c.most_contacts)
    publicity = np.minimum(publicity, c.most_contacts - talks)

    started = np.array([live[v] and w.pr.started_month[vi.proposal[v]] == w.m - 1 for v in range(w.villages)])
    leader = (hh.is_party > 0) | (hh.is_cadre > 0)
    share = np.where(started[w.home], np.where(leader, 2.0, 0.2), 1.0)
    v, b = talks[w.home] * share, publicity[w.home]

    f, r = w.channels["outreach.persuasion"][w.home], c.further_contact
    fade, quick = 2 ** (-1 / c.half_life), 2 ** (-1 / c.publicity_half_life)
    lasting = dropped((hh.campaign - hh.publicity) * fade)
    loud = dropped(hh.publicity * quick)
    n = hh.exposure * fade
    words = w.words("outreach.contact")
    by_talk = unit(words[:, 0]) < f * (r**n - r ** (n + v)) / (1 - r)
    by_form = unit(words[:, 1]) < f * (r ** (n + v) - r ** (n + v + b)) / (1 - r)
    lasting, loud = np.where(by_talk, c.effect, lasting), np.where(by_talk, 0, loud)
    whole = np.where(by_form, np.maximum(lasting + loud, c.effect), lasting + loud)
    return {
        "household.campaign": whole,
        "household.publicity": whole - lasting,
        "household.exposure": n + v + b,
        "village.contacts_per_household": talks + publicity,
        "village.campaign_mean": w.mean(whole),
    }


def dropped(effect):
    return np.where(effect < DROPPED, 0, effect)
