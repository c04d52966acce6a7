"""The parts add up to the claim on the whole default county, whatever is done there."""

import pytest

from liancun_sim import api
from liancun_sim.analysis.audit.claim_split import added_up, audit_terms, broken_identities, largest_gap
from liancun_sim.county import default_county

ALL_KINDS = (
    "strong_weak_pairing", "small_village_consolidation", "cadre_assistance", "mayuan_hub", "joint_branch",
    "pioneer_project", "claims/all_converted", "claims/all_consent_secret",
)  # fmt: skip


@pytest.mark.full_county
def test_the_parts_add_up_on_eight_scenarios_of_the_whole_county():
    terms = audit_terms(api.audit(ALL_KINDS, county=default_county(), replications=1, months=12))
    assert broken_identities(terms) == []
    assert largest_gap(terms) <= 1e-9
    _, known, _ = added_up(terms)
    assert known[known].index.get_level_values("scenario").nunique() >= 2 * len(ALL_KINDS)
