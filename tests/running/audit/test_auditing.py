"""The worlds of an audit, and the limits in which a term must vanish."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from liancun_sim import api
from liancun_sim.analysis.audit.claim_split import audit_terms, broken_identities, largest_gap
from liancun_sim.analysis.statistics.intervals import t_interval
from liancun_sim.county import default_county
from liancun_sim.mechanisms import AssessmentRules
from liancun_sim.mechanisms.calendar import kernels as seasons
from liancun_sim.results.audit.columns import CLAIMS, MOBILISED, OUTSIDE, REACHED_EARLIER, TREATED
from liancun_sim.running.audit.measuring import _conversion, _path
from liancun_sim.running.audit.splitting import set_against
from liancun_sim.running.audit.variants import decision_variants
from liancun_sim.running.audit.worlds import HOW_MANY, WORLDS, AuditWorlds, at_random, audited_setup, last_assessment
from liancun_sim.scenario import load_scenario, policies
from liancun_sim.simulation.world import World
from liancun_sim.vocabulary import BadInput

MONTHS = 18
NO_NOISE = {"assessment.noise": 0.0, "assessment.income_noise": 0.0, "attitude.answer_noise": 0.0}
KINDNESS = {"assessment.kindness": 1.5, "assessment.income_kindness": 0.1}
STILL = {
    "calendar.wage_growth": 0.0, "calendar.other_growth": 0.0, "calendar.weather_township": 0.0,
    "calendar.weather_village": 0.0, "income.weather_spread": 0.0, "calendar.local_shock": 0.0,
    "income.permanent_share": 1.0, "income.road_to_farms": 0.0, "income.road_to_business": 0.0,
    "income.road_to_wages": 0.0, "income.irrigation_to_farms": 0.0,
    "diffusion.required_yuan": 1e8, "diffusion.established_share": 0.0, "diffusion.scattered_share": 0.0,
}  # fmt: skip


PERSUADED = {"outreach.persuasion": 0.2, "outreach.further_contact": 0.9}
"""Campaigns at the top of what is known of them, so that unions form where 80 % must agree."""


def scenario(*policies, months=MONTHS, **values):
    """A scenario of these policies; coefficients beyond what a file may set, for limits."""
    loaded = load_scenario(
        {"extends": "baseline", "months": months, "name": {"en": "t", "zh": "试"}, "policies": list(policies)}
    )
    return replace(loaded, coefficients={**loaded.coefficients, **PERSUADED, **values})


def audit_replication(world, scenario, seed, number):
    """A scenario's four worlds, each set against the one without policy."""
    worlds = AuditWorlds(world, {scenario.key: scenario}, {}, seed).watched(scenario.key, WORLDS, number)
    return set_against(scenario.key, number, audited_setup(scenario), worlds)


BUSY = (
    {"joint_village": {"proposals": 8}},
    {"strong_weak_pairing": {"pairs": 5}},
    {"household_linkage": {"units": 12}},
)


@pytest.fixture(scope="module")
def audited(small_county):
    return api.audit([scenario(*BUSY, **KINDNESS)], county=small_county, replications=2, workers=1)


@pytest.fixture(scope="module")
def without_noise(small_world):
    return audit_replication(small_world, scenario(*BUSY, **NO_NOISE), 1, 0)


def term(one, name):
    """A term of one measured indicator, by the formula of the specification, over the treated."""
    t = one.group == TREATED
    assert t.any()
    formulas = {
        "measurement": (one.shadow_after - one.true_after) - (one.assessed_before - one.true_before),
        "assessor_bias": one.assessed_after - one.shadow_after,
        "policy_effect": one.true_after - one.without_after,
        "secular": one.drifted - one.without_before,
        "selection": one.without_after - one.drifted,
    }
    return float(formulas[name][t].mean())


def test_the_parts_add_up_to_the_claim_in_every_world_and_replication(audited):
    terms = audit_terms(audited)
    claimed = terms[terms["term"] == "claimed"]
    assert claimed.groupby("indicator")["value"].apply(lambda values: values.notna().any()).all()
    assert broken_identities(terms) == []
    assert largest_gap(terms) <= 1e-9


def test_before_anything_acts_the_worlds_are_one(audited):
    table = audited.outcomes
    assert (table["true_before"] == table["without_before"]).all()


def test_without_noise_nothing_regresses_by_measurement(without_noise):
    for claim in CLAIMS:
        assert term(without_noise.measured["as_designed"][claim], "measurement") == pytest.approx(0, abs=1e-12), claim


def test_without_kindness_assessors_add_nothing(without_noise):
    for claim in ("conversion", "conversion_all_listed", "income"):
        assert term(without_noise.measured["as_designed"][claim], "assessor_bias") == 0


def test_without_pressure_statements_add_nothing(small_world):
    one = scenario({"joint_village": {"proposals": 8, "threshold": 0.5}}, **{"attitude.pressure": 0.0})
    done = audit_replication(small_world, one, 1, 0)
    assert term(done.measured["as_designed"]["consent_in_unions"], "assessor_bias") == 0


def test_villages_screened_for_a_union_were_already_more_willing(audited):
    """The office's score finds those who agree (correlation .6): choice is part of the level, not of its rise."""
    terms = audit_terms(audited)
    own = terms[terms["scenario"] == "scenario"].groupby(["indicator", "term"])["value"].mean()
    assert own["consent_level_in_unions", "selection"] > 0.02
    assert abs(own["consent_in_unions", "selection"]) < 0.01
    level = own["consent_level_in_unions"]
    assert 0.3 < level["starting_level"] < 0.55 < 0.8 <= level["claimed"]


def test_where_nobody_was_asked_no_consent_is_claimed(small_world):
    done = audit_replication(small_world, scenario({"household_linkage": {"units": 12}}, months=12), 1, 0)
    for claim in ("consent", "consent_in_unions", "consent_level_in_unions"):
        assert set(done.measured["as_designed"][claim].group) == {OUTSIDE}, claim


def test_support_that_ended_is_in_the_claim_of_all_ever_served(small_world):
    """Twenty villages supported for 12 of 18 months: none is left to claim, all were reached."""
    one = scenario({"support_package": {"recipients": "villages", "count": 20, "months": 12}})
    done = audit_replication(small_world, one, 1, 0).measured["as_designed"]
    assert (done["income"].group == TREATED).sum() == 0
    assert (done["income_reached"].group == TREATED).sum() == 20
    assert (done["income"].group == REACHED_EARLIER).sum() == 20


def test_villages_served_without_being_named_are_reached(small_world):
    """Reserve cadres are trained in 30 villages; nobody is named as supported for it."""
    nothing_else = {"units": 0, "class_villages": 0, "fund_villages": 0, "paired": 0, "reserve_villages": 30}
    one = scenario({"pioneer_project": nothing_else}, months=12)
    done = audit_replication(small_world, one, 1, 0).measured["as_designed"]
    assert (done["income"].group == TREATED).sum() == 0
    assert (done["income_reached"].group == TREATED).sum() == 30


def test_villages_whose_proposal_failed_were_mobilised_not_reached(small_world):
    """A threshold nobody reaches: proposals are mobilised and given up, no village was served."""
    one = scenario({"joint_village": {"proposals": 6, "pilots": 6, "threshold": 1.0}}, months=12)
    done = audit_replication(small_world, one, 1, 0)
    assert done.consulted["as_designed"].unions == 0
    group = done.measured["as_designed"]["income_reached"].group
    assert (group == TREATED).sum() == 0
    assert (group == MOBILISED).sum() >= 12  # two villages each, at the least


def test_a_policy_for_named_villages_takes_as_many_at_random(small_world):
    """One village named, to be joined by partners: one union planned of the 56 the lever would allow."""
    named = policies()["joint_village"](None, {"targeting": "list", "villages": (3,)})
    drawn = at_random(named, planned=1, villages=60)
    assert (drawn.lever.targeting, drawn.lever.villages, drawn.lever.proposals) == ("random", (), 1)
    free = policies()["joint_village"](None, {"villages": (3,)})  # first in line, and others after it
    assert at_random(free, planned=56, villages=60).lever.proposals == 56


def test_leaders_and_units_of_a_linkage_for_named_villages_take_turns():
    """Five villages named: five leaders link to them, and no unit is left one."""
    named = policies()["household_linkage"](None, {"targeting": "list", "villages": (0, 1, 2, 3, 4)})
    drawn = at_random(named, planned=5, villages=60)
    assert (drawn.lever.leaders, drawn.lever.units) == (5, 0)


def test_every_policy_says_how_many_it_takes_in_a_known_lever():
    """Else villages taken at random could not be as many as those named."""
    known = {"coverage", *(name for together in HOW_MANY for name in together)}
    without = {key for key, kind in policies().items() if not known & {lever.name for lever in kind.all_levers()}}
    assert without == {"planned_unions"}  # a plan names its sets, and nothing of it is chosen by targeting


def test_a_label_has_no_effect_and_is_kindly_assessed(audited):
    terms = audit_terms(audited)
    placebo = terms[terms["scenario"].str.endswith(":placebo_label")].set_index(["indicator", "term"])["value"]
    for claim in CLAIMS:
        assert (placebo[claim, "policy_effect"].dropna() == 0).all(), claim
        assert (placebo[claim, "displacement"].dropna() == 0).all(), claim
    for claim in ("conversion", "conversion_reached", "conversion_all_listed", "income", "income_reached"):
        assert (placebo[claim, "treated_villages"] > 0).all(), claim
        assert placebo[claim, "policy_effect"].notna().all(), claim
    assert placebo["conversion", "assessor_bias"].mean() > 0
    assert (placebo["income", "assessor_bias"] > 0).all()


def test_the_label_hangs_on_the_villages_the_policy_treats(audited):
    table = audited.outcomes[audited.outcomes["indicator"] == "income"]
    sets = {
        world: set(zip(part["replication"], part["village_id"]))
        for world, part in table[table["group"] == TREATED].groupby("scenario", observed=True)
    }
    assert sets["scenario:placebo_label"] == sets["scenario"]
    assert sets["scenario:random_selection"] != sets["scenario"]


def test_villages_taken_at_random_are_not_selected_for_income(small_world):
    """Support alone, which takes any village: mean selection within 3 standard errors of 0."""
    one = scenario({"household_linkage": {"units": 15, "targeting": "random"}}, months=12)
    found = [
        term(audit_replication(small_world, one, 1, number).measured["random_selection"]["income"], "selection")
        for number in range(8)
    ]
    mean, error, *_ = t_interval(np.array(found))
    assert abs(mean) < 3 * error


def test_without_growth_or_weather_income_has_no_secular_change(small_county, monkeypatch):
    """Prices flat, growth, weather and shocks at 0, no new crop: nobody's income changes by itself."""
    with monkeypatch.context() as flat:
        published = seasons.price_path()
        flat.setattr(seasons, "price_path", lambda: replace(published, logs=(0.0,) * len(published.logs)))
        seasons._month.cache_clear()
        one = scenario({"household_linkage": {"units": 15}}, **STILL)
        income = audit_replication(World(small_county), one, 1, 0).measured["as_designed"]["income"]
    seasons._month.cache_clear()  # nobody after this may see the flat prices
    level = income.without_before[income.group == TREATED].mean()
    assert abs(term(income, "secular")) < 1e-6 * level  # incomes are kept in single precision
    grown = audit_replication(World(small_county), scenario({"household_linkage": {"units": 15}}), 1, 0)
    assert term(grown.measured["as_designed"]["income"], "secular") > 0.05 * level


def drifted_under(shift):
    """`drifted` of three villages with the line at −1 SD and three assessments after t0, each `shift` above t0."""
    start = np.array([-1.5, -3.0, 0.5])  # half a SD below the line, far below it, above it
    index = np.tile(start, (19, 1))
    index[6:] += shift
    ends = {name: np.array([1.0, 1.0, 0.0]) for name in ("listed", "listed_true", "listed_shadow")}
    still = np.zeros((19, 3), dtype=bool)
    watch = SimpleNamespace(
        index_true=index, line_true=-1.0, before=ends, after=ends, not_backward=still, treated=still, months=18
    )
    found = _conversion(watch, watch, AssessmentRules())
    return found["without_before"].tolist(), found["drifted"].tolist()


def test_without_drift_conversion_has_no_secular_change():
    """A county whose index stays where it is: the machine leaves every village as it was."""
    before, drifted = drifted_under(0.0)
    assert before == drifted == [0.0, 0.0, 1.0]


def test_a_drift_of_one_standard_deviation_converts_the_village_near_the_line():
    """−1.5 + 1 is above −1 in three assessments, of which two in a row are enough; −3 + 1 is not."""
    before, drifted = drifted_under(1.0)
    assert before == [0.0, 0.0, 1.0]
    assert drifted == [1.0, 0.0, 1.0]


def test_conversion_counts_only_villages_listed_at_the_start(audited):
    table = audited.outcomes[audited.outcomes["indicator"] == "conversion"]
    assert (table.loc[table["group"] != OUTSIDE, "assessed_before"] == 0).all()


def test_a_redrawn_start_lists_other_villages_and_the_parts_still_add_up(small_county, audited):
    """The first replication begins at the county's own start; the second has a list of its own."""
    again = api.audit([scenario(*BUSY, **KINDNESS)], county=small_county, replications=2, workers=1, redraw_start=True)
    assert largest_gap(audit_terms(again)) <= 1e-9
    lists, redrawn = (first_lists(one.outcomes) for one in (audited, again))
    assert lists[0] == lists[1] == redrawn[0] != redrawn[1]


def first_lists(table):
    """The villages listed at t0 in each of two replications."""
    own = table[(table["scenario"] == "scenario") & (table["indicator"] == "conversion_all_listed")]
    listed = own[own["assessed_before"] == 0]
    return [set(listed.loc[listed["replication"] == number, "village_id"]) for number in (0, 1)]


def test_two_workers_give_the_bits_of_one(audited, small_county):
    again = api.audit([scenario(*BUSY, **KINDNESS)], county=small_county, replications=2, workers=2)
    for name in ("outcomes", "traits", "consulted", "event_time"):
        pd.testing.assert_frame_equal(getattr(audited, name), getattr(again, name), check_exact=True)


def test_effects_stand_by_months_since_treatment_began(audited):
    """Support begins in the first month; what is there before it is anticipation, and there is none of it."""
    table = audited.event_time[audited.event_time["indicator"] == "income"].set_index("months_since")
    assert table.index.min() < 0 < table.index.max()
    assert table["effect"].notna().all()


def test_event_time_follows_the_same_villages_in_every_month():
    """Treated since months 2, 3 and 5 of 5: half of them for 2 months or more, so the first two from −2 to 2."""
    month = np.tile(np.arange(6.0)[:, None], 3)  # the effect is the month itself
    path = _path(month, np.array([2, 3, 5]), np.ones(3, dtype=bool))
    assert path.months_since.tolist() == [-2, -1, 0, 1, 2]
    assert path.villages.tolist() == [2] * 5
    assert path.effect.tolist() == [0.5, 1.5, 2.5, 3.5, 4.5]  # mean of 2 and 3, and the months since


def test_the_end_is_the_last_assessment():
    assert last_assessment(scenario("work_team", months=23).setup) == 18


def test_a_scenario_without_policies_is_refused(small_county):
    with pytest.raises(BadInput) as refused:
        api.audit(["baseline"], county=small_county)
    assert str(refused.value) == (
        "baseline, policies: has no policy, so there is nothing to audit; name a scenario with policies, such as "
        "strong_weak_pairing"
    )


def test_an_audit_before_anybody_can_leave_the_list_is_refused(small_county):
    with pytest.raises(BadInput, match="ends after 7 months, but nobody can leave the list before 12"):
        api.audit(["cadre_assistance"], county=small_county, months=7)


def test_every_way_to_decide_is_run_and_a_secret_ballot_states_what_it_wants(small_county):
    one = scenario({"joint_village": {"proposals": 6}}, months=12)
    table = api.audit([one], county=small_county, replications=1, workers=1, decision_variants=True).variants
    assert set(table["unit"]) == {"households", "adults", "returned_forms", "party_members", "representatives"}
    assert set(table["scope"]) == {"each_village", "pooled"}
    assert set(table["pressure"]) == {0.0, 0.5, 1.0}
    by_all = table[(table["unit"] == "households") & (table["scope"] == "each_village")].set_index("pressure")
    assert abs(by_all.loc[0.0, "stated"] - by_all.loc[0.0, "private"]) < 0.03  # luck of the answers alone
    assert (by_all.loc[1.0, "stated"] - by_all.loc[1.0, "private"]) > 0.03
    pooled = table[table["scope"] == "pooled"].set_index(["rule", "unit", "pressure"])["unions"]
    each = table[table["scope"] == "each_village"].set_index(["rule", "unit", "pressure"])["unions"]
    assert pooled["threshold", "households", 0.5] >= each["threshold", "households", 0.5]


def test_every_rule_is_put_to_those_it_is_made_for():
    """Party members elect after two recommendations; an assembly is of representatives."""
    found = {one.decision.rule: one.decision.unit for one in decision_variants(scenario("joint_village"))}
    assert found["two_recommend_one_elect"] == "party_members"
    assert found["eight_steps"] == found["statutory_assembly"] == "representatives"


@pytest.mark.full_county
def test_in_one_scenario_every_part_is_a_point_or_more():
    """Forty weak villages beside strong ones, judged after three years by assessors one standard deviation kind."""
    one = scenario({"strong_weak_pairing": {"pairs": 40}}, months=36, **{"assessment.kindness": 1.0})
    terms = audit_terms(api.audit([one], county=default_county(), replications=2, workers=1))
    own = terms[(terms["scenario"] == "scenario") & (terms["indicator"] == "conversion")]
    means = own.groupby("term")["value"].mean()
    assert (means[["policy_effect", "secular", "selection", "measurement", "assessor_bias"]] >= 0.01).all(), means
