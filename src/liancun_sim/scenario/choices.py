"""What the values of a choice are called: by the thing they name where there is one, else by the vocabulary."""

from typing import Any

from liancun_sim.decision_rules import ELECTORATES, decision_rules
from liancun_sim.interventions import UNION_FORMS
from liancun_sim.vocabulary import Label
from liancun_sim.vocabulary.choices import choice_name


def choice_label(value: Any) -> Label:
    """Both names of a value, as its union form, decision rule or electorate has them; the value where it has none."""
    key = str(value)
    named = UNION_FORMS.get(key) or decision_rules().get(key) or ELECTORATES.get(key)
    return named.label if named else choice_name(key)
