"""7.5 The main obstacle of a round: what would have let it pass."""

from itertools import combinations

import numpy as np

from rebuilt.attitude import OBSTACLES, heard_by

THINGS = (*OBSTACLES, "persuasion", "own_view")
TRIED = 3


def things_of(w, members):
    """(thing, member) — the terms, what campaigns left, and what people think anyway."""
    terms = [getattr(w.vi, f"term_{name}")[members] for name in OBSTACLES]
    campaign = w.vi.campaign_mean[members]
    anyway = w.mean(w.hh.attitude)[members] - sum(terms) - campaign
    return np.array([*terms, campaign, anyway])


def means_of(w, members):
    return np.average(things_of(w, members), axis=1, weights=w.vi.households[members])


def main_obstacle(w, t, members, months, passes):
    if not (w.vi.campaign_mean[members] > 0).any():
        return "nobody_reached"
    reference = t.passed / t.count if t.count else w.co.reference_terms[:, 0]
    lacking = np.maximum(reference[:, None] - things_of(w, members), 0)
    short = lacking @ w.vi.households[members]
    own_view = len(THINGS) - 1

    def suffice(things):
        anchor, view = np.zeros(w.villages), np.zeros(w.villages)
        anchor[members] = lacking[[i for i in things if i != own_view]].sum(axis=0)
        view[members] = lacking[own_view] * (own_view in things)
        return passes(w.hh.attitude + view[w.home] + followed(w, members, anchor, months))

    possible = [i for i in range(len(THINGS)) if short[i] > 0]
    if not suffice(possible):
        return "beyond_all"
    for size in range(1, TRIED + 1):
        for chosen in sorted(
            combinations(possible, size), key=lambda some: (own_view in some, -short[list(some)].sum())
        ):
            if suffice(chosen):
                return named(chosen)
    most = sorted(possible, key=lambda i: -short[i])
    return next(named(sorted(most[:size])) for size in range(TRIED + 1, len(most) + 1) if suffice(most[:size]))


def followed(w, members, lift, months):
    """(household,) how far those of the members have followed an anchor lifted so many months ago; others stay."""
    inside, hh = np.isin(w.home, members), w.hh
    moved = np.zeros(w.home.size)
    for _ in range(months):
        heard = heard_by(w.state.ties, hh.influence * moved) / np.where(hh.tie_weight > 0, hh.tie_weight, 1)
        moved = inside * (hh.yielding * heard + (1 - hh.yielding) * lift[w.home])
    return moved


def named(things):
    return ";".join(THINGS[i] for i in things)
