"""What the values of a choice are called: by the thing they name where there is one, else by the vocabulary."""

from typing import Any

from liancun_sim.interventions import UNION_FORMS
from liancun_sim.vocabulary import Label
from liancun_sim.vocabulary.choices import choice_name


def choice_label(value: Any) -> Label:
    """Both names of a value, as its union form has them; the value itself where it has none."""
    form = UNION_FORMS.get(str(value))
    return form.label if form else choice_name(str(value))
