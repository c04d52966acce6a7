"""7.5b Belief about a union's gain."""

import numpy as np

KEPT = ("gain_seen", "gain_prior", "gain_believed", "gain_accounted", "accounts", "broken_promise", "promise_kept",
        "promises_judged")  # fmt: skip
YEAR = 12
FEWEST_OUTSIDE = 3


def belief(w):
    vi, m = w.vi, w.m
    new = {name: getattr(vi, name).copy() for name in KEPT}
    yearly, ratio = vi.log_income_yearly.copy(), w.co.observation_ratio[0]
    if m % YEAR == 0:
        yearly[m // YEAR] = vi.mean_log_income
        if m >= YEAR:
            ratio = (spread(w, yearly, 1) / w.c.prior_spread) ** 2
    grown = vi.mean_log_income - vi.mean_log_income_before
    trust = w.mean(w.hh.trust)
    for v in range(w.villages):
        u = vi.union[v]
        if u < 0:
            new["gain_seen"][v] = 0  # the rest stands as it was when it left
            continue
        promise, age = w.un.promise[u], m - w.un.formed_month[u]
        if age == 0:
            new["gain_seen"][v] = new["gain_accounted"][v] = new["accounts"][v] = new["broken_promise"][v] = 0
            new["gain_prior"][v] = new["gain_believed"][v] = promise * trust[v] * vi.promise_record[v]
            continue
        outside = (vi.township == vi.township[v]) & (vi.union < 0)
        new["gain_seen"][v] += grown[v] - (grown[outside].mean() if outside.any() else w.co.expected_growth_log[0])
        if age % YEAR == 0:
            k = age // YEAR
            weight = w.c.prior_spread**2 / (w.c.prior_spread**2 + spread(w, yearly, k) ** 2)
            gain = (1 - weight) * new["gain_prior"][v] + weight * new["gain_seen"][v]
            new["gain_believed"][v], new["gain_accounted"][v], new["accounts"][v] = gain, new["gain_seen"][v], k
            new["broken_promise"][v] = gain - promise
            new["promise_kept"][v], new["promises_judged"][v] = min(1, max(0, gain) / promise), 1
    return {
        **{f"village.{name}": values for name, values in new.items()},
        "village.log_income_yearly": yearly,
        "village.mean_log_income_before": vi.mean_log_income,
        "village.promise_record": record(w, new),
        "county.observation_ratio": [ratio],
    }


def spread(w, yearly, k):
    """What k years' comparison with the township is worth: the spread of growth outside unions."""
    last = w.m // YEAR
    growth = yearly[last] - yearly[last - k]
    outside = w.vi.union < 0
    chosen = outside if outside.sum() >= FEWEST_OUTSIDE else np.ones(w.villages, bool)
    township, growth = w.vi.township[chosen], growth[chosen]
    names = np.unique(township)
    beside = growth - np.array([growth[township == t].mean() for t in township])
    return np.sqrt((beside**2).sum() / (growth.size - names.size))


def record(w, new):
    """The part of promises kept nearby, with some that nobody has judged yet."""
    n0, hearsay = w.c.record_strength, w.c.hearsay
    judged, kept = new["promises_judged"] > 0, new["promise_kept"]
    found = np.zeros(w.villages)
    for v in range(w.villages):
        near = np.zeros(w.villages, bool)
        near[[v, *w.beside(v)]] = True
        near, far = near & judged, ~near & judged
        found[v] = (n0 + kept[near].sum() + hearsay * kept[far].sum()) / (n0 + near.sum() + hearsay * far.sum())
    return found
