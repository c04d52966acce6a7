"""Forms of unions: named once, unknown ones refused, and what each shares read from its block alone."""

import re

import pytest

from liancun_sim.interventions import UNION_FORMS, ProposeUnion, union_form
from liancun_sim.interventions.unions.forms import TRAITS
from liancun_sim.scenario import policies
from liancun_sim.vocabulary import use_language


def test_an_unknown_form_is_refused_with_the_near_one_in_both_languages():
    for language, told in (("en", "did you mean 'strong_weak'"), ("zh", "是否指“strong_weak”")):
        use_language(language)
        with pytest.raises(ValueError, match=re.escape(told)):
            ProposeUnion(0, (0, 1), "strong_waek")


def test_a_form_like_no_other_is_answered_with_the_list_alone():
    with pytest.raises(ValueError, match=r"no union form is called 'xyz'\. Forms: hub, strong_weak") as told:
        union_form("xyz")
    assert "did you mean" not in str(told.value)


def test_every_trait_has_a_name_and_some_form():
    fields = set(UNION_FORMS["hub"].__dataclass_fields__) - {"key", "label"}
    assert set(TRAITS) == fields
    assert {label for form in UNION_FORMS.values() for label in form.traits} == set(TRAITS.values())
    assert all(re.search("[一-鿿]", form.label.zh) for form in UNION_FORMS.values())


def test_villages_joined_under_one_secretary_are_joint_branches_the_others_joint_villages():
    choices = {
        key: next(lever.choices for lever in policies()[key].levers if lever.name == name)
        for key, name in (("joint_village", "form"), ("joint_branch", "kind"))
    }
    assert choices["joint_village"] == ("mixed", "hub", "strong_weak", "industry")
    assert choices["joint_branch"] == ("mixed", "twinned", "joint_branch", "small_village")
    for key, (_, *forms) in choices.items():
        assert {union_form(form).one_secretary for form in forms} == {key == "joint_branch"}
