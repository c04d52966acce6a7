"""Statistics of the audit on the whole default county: the identity everywhere, and what random choice removes.

python -m pytest verification
"""

from pathlib import Path

import matplotlib as mpl
import pytest

from liancun_sim import api
from liancun_sim.analysis.audit.audited import audited
from liancun_sim.analysis.audit.claim_split import audit_terms, broken_identities, largest_gap
from liancun_sim.analysis.statistics.intervals import t_interval
from liancun_sim.county import default_county
from liancun_sim.reports.audit.write import write_audit
from liancun_sim.scenario import load_scenario, shipped_names

mpl.use("agg")
PICTURES = Path(__file__).parents[1] / "out" / "verification"
REPLICATIONS = 12


@pytest.fixture(scope="module")
def county():
    return default_county()


def test_the_parts_add_up_on_every_shipped_scenario(county):
    names = [name for name in shipped_names() if load_scenario(name).policies]
    assert len(names) >= 8
    terms = audit_terms(api.audit(names, county=county, replications=1, months=24))
    assert broken_identities(terms) == []
    assert largest_gap(terms) <= 1e-9


def test_support_given_at_random_selects_nothing_for_income(county):
    """Linkage may take any village: over replications choosing by lot neither finds growers nor losers."""
    scenario = load_scenario(
        {"extends": "baseline", "months": 24, "name": {"en": "By lot", "zh": "抽签"},
         "policies": [{"household_linkage": {"targeting": "random"}}]}
    )  # fmt: skip
    terms = audit_terms(api.audit([scenario], county=county, replications=REPLICATIONS))
    own = terms[(terms["scenario"] == scenario.key) & (terms["indicator"] == "income")]
    mean, error, *_ = t_interval(own.loc[own["term"] == "selection", "value"].to_numpy())
    assert abs(mean) < 3 * error


def test_the_claim_of_full_conversion_is_reported_and_mostly_not_the_policys(county):
    found = audited(api.audit(["claims/all_converted"], county=county, replications=REPLICATIONS))
    write_audit(found, PICTURES / "audit-all-converted")
    summary = found.summary[found.summary["indicator"] == "conversion"].set_index(["scenario", "term"])
    claimed, effect = (summary.loc[("all_converted", term)] for term in ("claimed", "policy_effect"))
    assert claimed["mean"] > 0.95
    assert effect["ci_low"] > 0
    assert effect["ci_high"] < 0.5
    assert summary.loc[("all_converted:placebo_label", "policy_effect"), "mean"] == 0
    assert summary.loc[("all_converted:placebo_label", "claimed"), "mean"] > 0.75
