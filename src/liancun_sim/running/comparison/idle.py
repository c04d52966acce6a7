"""Policies that did nothing in a run, and why: what they themselves say of the villages they found."""

from typing import Any

import numpy as np

from liancun_sim.draws import Draws
from liancun_sim.interventions import Policy
from liancun_sim.mechanisms import Setup
from liancun_sim.simulation.policy_view import OfficeView
from liancun_sim.simulation.world import Run
from liancun_sim.vocabulary import Label
from liancun_sim.vocabulary.messages import messages


def idle_policies(run: Run, acting: list[Policy], setup: Setup) -> dict[str, Any]:
    """policy, en, zh: a row per policy that asked for nothing and proposed nothing; empty columns if all acted."""
    view = OfficeView(run.state, setup.months, Draws(0), setup.start, {})
    proposing = set(run.state.proposals.policy.tolist())
    rows = [
        (policy.name, why.en, why.zh)
        for policy in sorted(acting, key=lambda one: one.name)
        if policy.name not in run.spending and policy.name not in proposing
        for why in [_why(policy, view, setup.months)]
    ]
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    return {name: np.array(values, dtype=object) for name, values in zip(("policy", "en", "zh"), columns, strict=True)}


def _why(policy: Policy, view: OfficeView, months: int) -> Label:
    if not any(policy.intensity(month) > 0 for month in range(months)):
        return _said("never_on")
    return policy.why_nothing(view) or _said("found_nothing")


def _said(key: str) -> Label:
    return Label(*(messages("running")[key][language] for language in ("en", "zh")))
