"""Every choice of the model has a name in both languages."""

import re

from liancun_sim.scenario import policies
from liancun_sim.scenario.choices import choice_label
from liancun_sim.scenario.settings import file_model
from liancun_sim.vocabulary import use_language
from liancun_sim.vocabulary.choices import choice_name


def choices() -> set[str]:
    """Of the levers of every policy, and of every setting of a scenario file."""
    found = {choice for policy in policies().values() for lever in policy.all_levers() for choice in lever.choices}
    return found | set(enumerated(file_model().model_json_schema()["$defs"]))


def enumerated(schema: object) -> list[str]:
    if isinstance(schema, list):
        return [one for part in schema for one in enumerated(part)]
    if not isinstance(schema, dict):
        return []
    own = [one for one in schema.get("enum", ()) if isinstance(one, str)]
    return own + [one for part in schema.values() for one in enumerated(part)]


def test_every_choice_has_a_name() -> None:
    labels = {choice: choice_label(choice) for choice in choices()}
    nameless = [
        choice for choice, label in labels.items()
        if not (re.search("[一-鿿]", label.zh) and re.search("[a-z]", label.en))
    ]  # fmt: skip
    assert nameless == []


def test_what_has_no_name_is_told_as_it_is_written() -> None:
    assert str(choice_name("elsewhere")) == "elsewhere"


def test_true_and_false_are_yes_and_no() -> None:
    use_language("zh")
    assert (str(choice_name("True")), str(choice_name("False"))) == ("是", "否")
