"""7.12 Assessment and listing."""

import numpy as np

from liancun_sim.interventions import NameSupported
from liancun_sim.parameters import fact
from rebuilt.calendar import iso, month

WEIGHTS = {"income_shortfall": 0.30, "collective_shortfall": 0.25, "poor_goods": 0.20, "dissatisfaction": 0.15,
           "weak_capacity": 0.10}  # fmt: skip
STANDARDS = ("nominal", "real", "relative")
LAST_LINE = "2020-12"


def assessment(w):
    vi, rules = w.vi, w.setup.assessment
    supported = (w.asked(NameSupported, lambda a: 1) > 0).astype(int)
    line = poverty_line(w)
    new = {
        "village.supported": supported,
        "village.ever_supported": vi.ever_supported | supported,
        "county.poverty_line_yuan": [np.nan if line is None else line],
    }
    new |= {key: column(w, key).copy() for key in w.writes if key not in new}
    if (w.m + 1) % rules.interval == 0:
        new["household.is_poor"] = (
            w.hh.income_year_yuan < line * w.hh.size if line is not None else np.zeros(w.home.size)
        )
        new |= assess(w, (supported > 0) | (vi.union >= 0))
    return new


def column(w, key):
    entity, name = key.split(".")
    return getattr(w.state.store(entity), name)


def poverty_line(w):
    """Of the month that begins now; after 2020 there is none but the scenario's. [yuan/person/year]"""
    own = w.setup.assessment.poverty_line
    if own is not None:
        return own * w.co.price_index[0] / w.co.start_price_index[0]
    now = iso(month(w, w.m + 1))
    return fact("poverty_line").at(now) if now <= LAST_LINE else None


def assess(w, helped):
    vi, rules, c = w.vi, w.setup.assessment, w.c
    true = {standard: index(w, standard) for standard in STANDARDS}
    noise = c.noise * w.normal("assessment.noise", month=w.m + 1)
    kindness = w.channels["assessment.kindness"] * helped
    report = vi.income_per_person_yuan * np.exp(
        c.income_noise * w.normal("assessment.income_noise", month=w.m + 1) - c.income_noise**2 / 2
    )
    B = true[rules.standard]
    machines = {
        "": machine(w, B + noise + kindness, vi.listed, vi.good_streak, w.co.line[0]),
        "_true": machine(w, B, vi.listed_true, vi.good_streak_true, w.co.line_true[0]),
        "_shadow": machine(w, B + noise, vi.listed_shadow, vi.good_streak_shadow, w.co.line[0]),
    }
    found = {f"village.listed{name}": listed for name, (listed, _) in machines.items()}
    found |= {f"village.good_streak{name}": streak for name, (_, streak) in machines.items()}
    for name, lack, line in (("", noise + kindness, w.co.line[0]), ("_true", 0, w.co.line_true[0])):
        before = (getattr(vi, f"listed{name}_by_standard"), getattr(vi, f"good_streak{name}_by_standard"))
        pairs = [
            machine(w, true[standard] + lack, before[0][i], before[1][i], line) for i, standard in enumerate(STANDARDS)
        ]
        found[f"village.listed{name}_by_standard"] = np.array([listed for listed, _ in pairs])
        found[f"village.good_streak{name}_by_standard"] = np.array([streak for _, streak in pairs])
    listed = machines[""][0]
    return found | {
        "village.index_true": B,
        "village.index_assessed": B + noise + kindness,
        "village.index_shadow": B + noise,
        "village.income_shadow_yuan": report,
        "village.income_assessed_yuan": report * np.exp(c.income_kindness * helped),
        "village.ever_listed": vi.ever_listed | listed,
        "village.relapses": vi.relapses + ((listed > 0) & (vi.listed == 0) & (vi.ever_listed > 0)),
    }


def index(w, standard):
    """B: how a village stands, by five lacks in the measure of t0."""
    vi, co = w.vi, w.co
    prices = co.price_index[0] / co.start_price_index[0]
    median = np.median(vi.income_per_person_yuan) / co.median_income_yuan[0]
    income = co.standard_income_yuan[0] * {"nominal": 1, "real": prices, "relative": median}[standard]
    collective = fact("collective_income_standard").values[-1] * (prices if standard == "real" else 1)
    lacks = {
        "income_shortfall": np.maximum(0, 1 - vi.income_per_person_yuan / income),
        "collective_shortfall": np.maximum(0, 1 - vi.collective_year_yuan / collective),
        "poor_goods": 1 - vi.public_goods,
        "dissatisfaction": 1 - vi.satisfaction,
        "weak_capacity": 1 - vi.capacity,
    }
    z = {name: (lack - getattr(co, f"{name}_mean")[0]) / getattr(co, f"{name}_sd")[0] for name, lack in lacks.items()}
    return -sum(WEIGHTS[name] * z[name] for name in WEIGHTS) / co.index_scale[0]


def machine(w, found, listed, streak, line):
    """Who is listed after an assessment, and how often in a row each has been good."""
    rules = w.setup.assessment
    good = found > line + rules.margin
    streak = np.where((listed > 0) & good, streak + 1, 0)
    leaves = (listed > 0) & (streak >= rules.consecutive)
    enters = (listed == 0) & (found <= line)
    return np.where(leaves, 0, np.where(enters, 1, listed)), np.where(leaves, 0, streak)
