"""The split of a claim, worked by hand on four villages."""

import numpy as np
import pytest

from four_villages import FOUR, an_audit, outcomes
from liancun_sim.analysis.audit.averages import ANYWAY
from liancun_sim.analysis.audit.claim_split import audit_summary, audit_terms, broken_identities, largest_gap
from liancun_sim.analysis.statistics.intervals import ratio_of_sums
from liancun_sim.results.audit.columns import PARTS


def found(table):
    return {row.term: row.value for row in table.itertuples()}


def test_each_term_of_four_villages():
    terms = found(audit_terms(an_audit(outcomes(FOUR))))
    assert terms["claimed"] == pytest.approx(((150 - 90) + (250 - 210)) / 2)  # 50
    assert terms["policy_effect"] == pytest.approx(((130 - 118) + (238 - 228)) / 2)  # 11
    assert terms["secular"] == pytest.approx(((110 - 100) + (220 - 200)) / 2)  # 15
    assert terms["selection"] == pytest.approx(((118 - 100) + (228 - 200)) / 2 - 15)  # 8
    # errors after: 140 − 130, 244 − 238; before: 90 − 100, 210 − 200
    assert terms["measurement"] == pytest.approx(((10 + 10) + (6 - 10)) / 2)  # 8
    assert terms["assessor_bias"] == pytest.approx(((150 - 140) + (250 - 244)) / 2)  # 8
    assert sum(terms[part] for part in PARTS) == pytest.approx(11 + 15 + 8 + 8 + 8)


def test_displacement_is_that_of_the_untreated_those_served_earlier_apart():
    terms = found(audit_terms(an_audit(outcomes(FOUR))))
    assert terms["displacement"] == pytest.approx(((329 - 332) + (99 - 90)) / 2)
    assert terms["displacement_never_reached"] == pytest.approx(329 - 332)
    assert terms["displacement_never_approached"] == pytest.approx(329 - 332)
    assert np.isnan(terms["displacement_mobilised"])
    assert terms["secular_all"] == pytest.approx((10 + 20 + 30 + 8) / 4)
    assert terms["treated_villages"] == 2


LEVEL = [
    #         A(t0) Y(t0) A(t1) Ã(t1) Y(t1) N(t0) N(t1) drifted
    ("treated",   .5,  .5, .90, .86, .85, .5, .56, .52),
    ("treated",   .6,  .6, .94, .90, .91, .6, .64, .62),
    ("untreated", .4,  .4, .42, .42, .42, .4, .42, .42),
    ("outside",   .3,  .3, .32, .32, .32, .3, .32, .32),
]  # fmt: skip


def test_a_level_begins_where_all_villages_stood_and_choice_is_what_the_chosen_had_more():
    table = audit_terms(an_audit(outcomes(LEVEL, indicator="consent_level_in_unions")))
    terms = found(table)
    assert terms["claimed"] == pytest.approx((0.90 + 0.94) / 2)
    assert terms["starting_level"] == pytest.approx((0.5 + 0.6 + 0.4 + 0.3) / 4)  # .45, those outside among them
    # without the policy the chosen end at .60: .15 above .45, of which the county's own drift is .02
    assert terms["selection"] == pytest.approx(0.60 - 0.45 - 0.02)
    assert terms["policy_effect"] == pytest.approx((0.85 + 0.91) / 2 - 0.60)
    assert broken_identities(table) == []
    assert largest_gap(table) < 1e-12


def test_a_claim_of_a_change_has_no_starting_level():
    assert "starting_level" not in found(audit_terms(an_audit(outcomes(FOUR))))


def test_villages_that_were_asked_and_did_not_unite_stand_apart():
    rows = [FOUR[0], FOUR[1], FOUR[2], ("mobilised", *FOUR[3][1:])]
    terms = found(audit_terms(an_audit(outcomes(rows))))
    assert terms["displacement_mobilised"] == pytest.approx(99 - 90)
    assert terms["displacement_never_approached"] == pytest.approx(329 - 332)
    assert terms["displacement_never_reached"] == pytest.approx(((329 - 332) + (99 - 90)) / 2)


def test_the_parts_add_up_in_every_replication():
    table = audit_terms(an_audit(outcomes(FOUR), outcomes(FOUR[::-1], replication=1)))
    assert largest_gap(table) < 1e-12
    assert broken_identities(table) == []


def test_parts_that_do_not_add_up_are_reported_not_hidden():
    """The two worlds of the second replication do not share their start: N(t0) is not Y(t0)."""
    apart = [(*FOUR[0][:6], 101, *FOUR[0][7:]), *FOUR[1:]]
    table = audit_terms(an_audit(outcomes(FOUR), outcomes(apart, replication=1)))
    (broken,) = broken_identities(table)
    assert (broken.scenario, broken.replication, broken.indicator) == ("s", 1, "income")
    assert broken.gap == pytest.approx(50 - (50 - 0.5))  # one of two villages starts one higher
    assert largest_gap(table) == pytest.approx(0.5)


def test_without_a_treated_village_there_is_nothing_to_claim():
    terms = audit_terms(an_audit(outcomes([("untreated", *row[1:]) for row in FOUR])))
    assert np.isnan(found(terms)["claimed"])
    assert broken_identities(terms) == []
    summary = audit_summary(terms).set_index("term")
    assert summary.loc["claimed", "replications"] == 0
    assert summary.loc["claimed", "reason"] == "not_measured"


def test_conversion_is_pooled_over_villages_income_over_replications():
    """One replication converts 1 of 1, the other 1 of 3: 2 of 4 villages, but a mean of 2/3."""
    yes, no = ("treated", 0, 0, 1, 1, 1, 0, 0, 0), ("treated", 0, 0, 0, 0, 0, 0, 0, 0)
    out = ("outside", 0, 0, 0, 0, 0, 0, 0, 0)
    tables = [
        outcomes(rows, number, indicator)
        for indicator in ("conversion", "income")
        for number, rows in enumerate(([yes, out, out, out], [yes, no, no, out]))
    ]
    summary = audit_summary(audit_terms(an_audit(*tables))).set_index(["indicator", "term"])
    assert summary.loc[("conversion", "claimed"), "mean"] == pytest.approx(2 / 4)
    assert summary.loc[("income", "claimed"), "mean"] == pytest.approx((1 + 1 / 3) / 2)


def test_what_would_have_happened_anyway_is_selection_and_measurement():
    summary = audit_summary(audit_terms(an_audit(outcomes(FOUR), outcomes(FOUR, 1)))).set_index("term")
    assert summary.loc[ANYWAY, "mean"] == pytest.approx(8 + 8)
    assert np.isnan(summary.loc[ANYWAY, "ci_low"])  # two equal replications have no interval of no width
    assert summary.loc[ANYWAY, "reason"] == "all_alike"


def test_a_ratio_of_sums_weighs_by_what_is_counted():
    value, low, high = ratio_of_sums(np.array([1.0, 3.0]), np.array([1.0, 9.0]))
    assert value == pytest.approx(4 / 10)
    assert low == pytest.approx(3 / 9)  # both draws the second replication
    assert high == pytest.approx(1.0)


def test_a_ratio_of_sums_of_nothing_is_not_a_number():
    assert np.isnan(ratio_of_sums(np.zeros(3), np.zeros(3))).all()
