"""Every assumed coefficient as the page lets it be set: default, range, what a scenario may take, source."""

from functools import cache
from typing import Any

from liancun_sim.front.in_every_language import in_every_language
from liancun_sim.scenario.settings import coefficient_bounds
from liancun_sim.simulation.schedule import MECHANISMS
from liancun_sim.vocabulary import use_language
from liancun_sim.vocabulary.sources import source_label
from liancun_sim.vocabulary.units import declared_unit_label


@cache
def assumptions_told(language: str) -> list[dict[str, Any]]:
    """A part for each mechanism in the order of the month, with its coefficients; texts in every language."""
    use_language(language)
    return [
        {
            "label": in_every_language(kind.label),
            "coefficients": [
                {
                    "key": one.key,
                    "label": in_every_language(one.label),
                    "unit": in_every_language(declared_unit_label(one.unit)),
                    "value": one.value,
                    "plausible": [one.low, one.high],
                    "low": coefficient_bounds(one.key)[0],
                    "high": coefficient_bounds(one.key)[1],
                    "source": in_every_language(source_label(one.source)),
                    "kind": "number",
                    "choices": [],
                }
                for one in kind.coefficients
            ],
        }
        for kind in MECHANISMS
        if kind.coefficients
    ]
