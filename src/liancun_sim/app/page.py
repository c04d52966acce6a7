"""The page that asks: strategies and their settings, unions drawn on the map, the size of the question."""

from typing import Any

from liancun_sim.app.counties import OpenCounty
from liancun_sim.app.frame import framed, map_block
from liancun_sim.county import County
from liancun_sim.front.in_every_language import in_every_language
from liancun_sim.front.words import page_words
from liancun_sim.interventions import UNION_FORMS, Lever
from liancun_sim.scenario import DEMO_SCENARIOS, Scenario, load_scenario, policies, shipped_names
from liancun_sim.vocabulary import BadInput, say, use_language
from liancun_sim.vocabulary.choices import choice_name
from liancun_sim.vocabulary.sources import source_label
from liancun_sim.vocabulary.units import declared_unit_label

DRAWABLE = ("number", "integer", "choice", "yes_no")
LEFT_OUT = ("baseline",)
TOPICS = ("page", "serve", "opening", "plans")
"""Whose words the page speaks."""


def ask_page(land: OpenCounty, county: County, first: str, language: str) -> str:
    """The whole page of a county; everything it does is done by its modules. first : digest of the server's own."""
    use_language(language)
    data = {**_data(county), "county": land.digest, "ours": first, "countyName": in_every_language(county.name),
            "told": land.told}  # fmt: skip
    return framed(lambda: say("serve.title", county=county.name), lambda: _facts(county), data, "ask", language)


def forms_block() -> list[dict[str, Any]]:
    """Forms a drawn union may have."""
    return [{"key": key, "label": in_every_language(form.label)} for key, form in UNION_FORMS.items()]


def _facts(county: County) -> str:
    return say("serve.facts", villages=len(county.villages), townships=len(county.townships))


def _data(county: County) -> dict[str, Any]:
    shown = [name for name in shipped_names() if name not in LEFT_OUT and not name.startswith("claims/")]
    first = [name for name in DEMO_SCENARIOS if name in shown]
    listed = [load_scenario(name) for name in [*first, *(name for name in shown if name not in first)]]
    scenarios = [one for one in listed if _runs_in(one, county)]
    return {
        "words": {key: texts for topic in TOPICS for key, texts in page_words(topic).items()},
        "names": {},
        "comparison": map_block(county),
        "leading": len(first),
        "scenarios": [
            {"key": one.key, "label": in_every_language(one.name), "policies": [spec.name for spec in one.policies]}
            for one in scenarios
        ],
        "policies": {
            spec.name: {
                "label": in_every_language(policies()[spec.key].label),
                "levers": [_lever(lever, spec.levers.get(lever.name)) for lever in _levers(spec.key)],
            }
            for one in scenarios
            for spec in one.policies
        },
        "forms": forms_block(),
    }  # fmt: skip


def _runs_in(scenario: Scenario, county: County) -> bool:
    """Whether a county has every village a scenario names."""
    try:
        scenario.build_policies(county)
    except BadInput:
        return False
    return True


def _levers(policy: str) -> list[Lever]:
    """What a form can set: numbers and choices, costs last."""
    found = [one for one in policies()[policy].all_levers() if one.kind in DRAWABLE]
    return sorted(found, key=lambda one: one.is_cost)


def _lever(lever: Lever, value: Any) -> dict[str, Any]:
    plain = value if isinstance(value, int | float | str | bool) else None
    return {
        "name": lever.name,
        "label": in_every_language(lever.label),
        "unit": in_every_language(declared_unit_label(lever.unit)),
        "kind": lever.kind,
        "value": plain,
        "low": lever.low,
        "high": lever.high,
        "plausible": lever.plausible,
        "choices": [{"key": one, "label": in_every_language(choice_name(one))} for one in lever.choices],
        "source": in_every_language(source_label(lever.source)),
    }
