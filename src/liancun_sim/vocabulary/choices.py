"""The names of what a setting chooses among."""

from liancun_sim.vocabulary.label import Label
from liancun_sim.vocabulary.messages import messages

SPELT = {"True": "yes", "False": "no"}


def choice_name(value: str) -> Label:
    """What a choice is called; the value itself where it has no name."""
    found = messages("choices").get(SPELT.get(value, value))
    return Label(found["en"], found["zh"]) if found else Label(value, value)
