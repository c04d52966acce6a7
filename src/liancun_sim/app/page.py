"""The page that asks: strategies and their settings, unions drawn on the map, the size of the question."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import pandas as pd

from liancun_sim.api import DEMO_SCENARIOS
from liancun_sim.county import County
from liancun_sim.county.outlines import outlines_of
from liancun_sim.front.areas import areas
from liancun_sim.front.blocks import json_block
from liancun_sim.front.in_every_language import in_every_language
from liancun_sim.front.places import places_block
from liancun_sim.front.words import page_words
from liancun_sim.interventions import UNION_FORMS, Lever
from liancun_sim.reports.common.document import page_heading
from liancun_sim.reports.common.markup import Html, element, html
from liancun_sim.results import Rings
from liancun_sim.scenario import load_scenario, policies, shipped_names
from liancun_sim.vocabulary import say, use_language
from liancun_sim.vocabulary.choices import choice_name
from liancun_sim.vocabulary.sources import source_label
from liancun_sim.vocabulary.units import unit_label

DRAWABLE = ("number", "integer", "choice", "yes_no")
LEFT_OUT = ("baseline",)


@dataclass(frozen=True)
class Land:
    """A county as a map wants it."""

    villages: pd.DataFrame
    edges: tuple[tuple[str, str], ...]
    outlines: dict[str, Rings]


def ask_page(county: County, language: str) -> str:
    """The whole page; everything it does is done by its modules."""
    use_language(language)
    main = [
        page_heading(lambda: say("serve.title", county=county.name), lambda: _facts(county)),
        element("noscript", element("p", say("serve.needs_javascript"))),
        Html('<div id="ask"></div>'),
    ]
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{html(say("serve.title", county=county.name))}</title><link rel="stylesheet" href="/page.css">'
    )
    data = json_block("page-data", _data(county))
    body = f'{element("main", main)}{data}<script type="module" src="/modules/ask.js"></script>'
    return f'<!doctype html>\n<html lang="{language}"><head>{head}</head><body>{body}</body></html>\n'


def _facts(county: County) -> str:
    return say("serve.facts", villages=len(county.villages), townships=len(county.townships))


def _data(county: County) -> dict[str, Any]:
    villages = county.villages[["township", "name", "x_km", "y_km"]].rename(columns={"name": "village"})
    land = Land(villages, county.edges, outlines_of(county.boundaries))
    shown = [name for name in shipped_names() if name not in LEFT_OUT and not name.startswith("claims/")]
    first = [name for name in DEMO_SCENARIOS if name in shown]
    scenarios = [load_scenario(name) for name in [*first, *(name for name in shown if name not in first)]]
    return {
        "words": {**page_words("page"), **page_words("serve")},
        "names": {},
        "comparison": {
            "places": places_block(land, areas(land)), "fields": {"outcomes": []}, "months": 60, "start": "2008-01",
        },
        "county": blake2b(pd.util.hash_pandas_object(villages).to_numpy().tobytes(), digest_size=8).hexdigest(),
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
        "forms": [{"key": key, "label": in_every_language(form.label)} for key, form in UNION_FORMS.items()],
    }  # fmt: skip


def _levers(policy: str) -> list[Lever]:
    """What a form can set: numbers and choices, costs last."""
    found = [one for one in policies()[policy].all_levers() if one.kind in DRAWABLE]
    return sorted(found, key=lambda one: one.is_cost)


def _lever(lever: Lever, value: Any) -> dict[str, Any]:
    plain = value if isinstance(value, int | float | str | bool) else None
    return {
        "name": lever.name,
        "label": in_every_language(lever.label),
        "unit": in_every_language(unit_label(lever.unit)),
        "kind": lever.kind,
        "value": plain,
        "low": lever.low,
        "high": lever.high,
        "plausible": lever.plausible,
        "choices": [{"key": one, "label": in_every_language(choice_name(one))} for one in lever.choices],
        "source": in_every_language(source_label(lever.source)),
    }
