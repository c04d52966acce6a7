"""The frame of every served page: heading, data, one module that does everything; and a county as its map wants it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from liancun_sim.county import County
from liancun_sim.county.outlines import outlines_of
from liancun_sim.front.areas import areas
from liancun_sim.front.blocks import json_block
from liancun_sim.front.places import places_block
from liancun_sim.reports.common.document import page_heading
from liancun_sim.reports.common.markup import Html, element, html
from liancun_sim.results import Rings
from liancun_sim.vocabulary import say, use_language
from liancun_sim.vocabulary.language import page_language


@dataclass(frozen=True)
class Land:
    """A county as a map wants it."""

    villages: pd.DataFrame
    edges: tuple[tuple[str, str], ...]
    outlines: dict[str, Rings]


def framed(
    title: Callable[[], str], facts: Callable[[], str], data: dict[str, Any], module: str, language: str,
    styles: Sequence[str] = ("page",),
) -> str:  # fmt: skip
    """A page whose `module` fills the element of its name."""
    use_language(language)
    main = [
        page_heading(title, facts),
        element("noscript", element("p", say("serve.needs_javascript"))),
        Html(f'<div id="{module}"></div>'),
    ]
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html(title())}</title>{''.join(f'<link rel="stylesheet" href="/{name}.css">' for name in styles)}"
    )
    told = json_block("page-data", data)
    body = f'{element("main", main)}{told}<script type="module" src="/modules/{module}.js"></script>'
    return f'<!doctype html>\n<html lang="{page_language()}"><head>{head}</head><body>{body}</body></html>\n'


def villages_of(county: County) -> pd.DataFrame:
    """What a page shows of villages."""
    return county.villages[["township", "name", "x_km", "y_km"]].rename(columns={"name": "village"})


def map_block(county: County) -> dict[str, Any]:
    """For a data block: the places of a map that shows no outcome."""
    land = Land(villages_of(county), county.edges, outlines_of(county.boundaries))
    return {"places": places_block(land, areas(land)), "fields": {"outcomes": []}, "months": 60, "start": "2008-01"}
