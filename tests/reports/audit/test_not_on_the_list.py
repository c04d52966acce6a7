"""What is said of villages not on the list, and of a list where no union formed."""

import pytest

from four_villages import an_audit, outcomes
from liancun_sim.analysis.audit.audited import audited
from liancun_sim.reports.audit.summary import audit_text
from liancun_sim.reports.audit.words import on_claim, on_counts
from liancun_sim.results.audit.columns import TERMS
from liancun_sim.vocabulary.language import speaking

ALL_LISTED = "conversion_all_listed"
GAINED, SAME = (0, 0, 1, 1, 1, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0, 0)


def found(reached):
    """Two listed villages, one of which the policy converts, and two others; `reached` of the four were ever served."""
    of_list = [("treated", *GAINED), ("treated", *SAME), ("mobilised", *SAME), ("untreated", *SAME)]
    served = [("treated", *SAME)] * reached + [("untreated", *SAME)] * (4 - reached)
    tables = [(of_list, ALL_LISTED), (served, "income_reached")]
    return audited(an_audit(*(outcomes(rows, n, claim) for n in range(2) for rows, claim in tables)))


def test_who_is_not_on_the_list_is_not_called_untreated():
    told = found(1)
    said = " ".join(on_claim(told, "s", ALL_LISTED))
    assert "counting only villages not on the list at the start" in said
    assert "mobilisation alone" not in said
    table = audit_text(told)
    assert "untreated villages" not in table


def test_where_no_union_formed_what_the_listed_gain_comes_of_mobilisation_or_chance():
    split = on_claim(found(0), "s", ALL_LISTED)[1]
    assert "the policy itself brought" in split
    assert split.endswith("comes of mobilisation alone, or of chance.")
    assert "comes of mobilisation alone" in audit_text(found(0))


def test_intervals_of_few_replications_are_called_provisional():
    assert "intervals are provisional" in audit_text(found(1))


def test_what_is_reported_too_high_is_told_only_where_it_is_something():
    assert "kindness of assessors" not in " ".join(on_claim(found(1), "s", ALL_LISTED))
    kindly = ("treated", 0, 0, 1, 0, 0, 0, 0, 0)  # converted as assessed, and not as a strict assessor would have it
    rows = [kindly, ("treated", *SAME), ("untreated", *SAME)]
    told = audited(an_audit(*(outcomes(rows, n, ALL_LISTED) for n in range(2))))
    assert "; kindness of assessors: +50.0 points." in " ".join(on_claim(told, "s", ALL_LISTED))  # one of two listed


@pytest.mark.parametrize(
    ("language", "counts", "few"),
    [("en", "+1 of 4 villages", "a single village makes 25.0 points"),
     ("zh-Hans", "4个村次，净增+1个", "一个村即占25.0个百分点")],
)  # fmt: skip
def test_the_policys_share_of_a_few_villages_is_told_as_a_count_in_the_same_breath(language, counts, few):
    # of two listed villages the policy converts one in the first of two replications
    rows = [("treated", *GAINED), ("treated", *SAME), ("untreated", *SAME)]
    none = [("treated", *SAME)] * 2 + rows[2:]
    told = audited(an_audit(*(outcomes(part, n, ALL_LISTED) for n, part in enumerate((rows, none)))))
    said = speaking(language, on_claim, told, "s", ALL_LISTED)[1]
    assert "+25.0" in said and counts in said and few in said


def test_income_is_not_counted_in_villages():
    assert on_counts(found(4), "s", "income_reached") == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_two_terms_of_an_audit_are_told_apart_by_a_bracket_alone(language):
    names = [getattr(label, language).split("（")[0].split(", all")[0] for label in TERMS.values()]
    assert not {name for name in names if names.count(name) > 1}
