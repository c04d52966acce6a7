"""The three pages of a class: the door, the teacher's for the projector, the student's for a phone."""

from typing import Any

import numpy as np
import segno

from liancun_sim.app.classroom.lessons import LESSONS
from liancun_sim.app.classroom.tally import MEASURES
from liancun_sim.app.frame import framed, map_block
from liancun_sim.app.page import forms_block
from liancun_sim.county import County
from liancun_sim.front.in_every_language import in_every_language
from liancun_sim.front.words import page_words
from liancun_sim.scenario import load_scenario, shipped_names
from liancun_sim.vocabulary import say, use_language

STYLES = ("page", "class")
PRESET_FIRST = "strong_weak_pairing"
GROUPS = 5


def entry_page(language: str) -> str:
    """Where a link leads, or where the code is typed."""
    return framed(
        lambda: say("class.door_title"), lambda: say("class.door_facts"), {"words": _words("class"), "names": {}},
        "door", language, STYLES,
    )  # fmt: skip


def teacher_page(county: County, link: str, code: str, language: str) -> str:
    """What stands on the projector. link : by which students come in; code : what they may type instead."""
    use_language(language)
    data = {
        **_land(county),
        "link": link.partition("#")[0],
        "code": f"{code[:4]}-{code[4:]}",
        "qr": segno.make(link, error="m").svg_data_uri(border=2, light="#fff"),
    }
    return framed(lambda: say("class.teacher_title"), lambda: _facts(county), data, "teach", language, STYLES)


def student_page(county: County, language: str) -> str:
    """What a student sees: a question, a guess, a map to draw on."""
    use_language(language)
    return framed(
        lambda: say("class.student_title"), lambda: _facts(county), {**_land(county), "forms": forms_block()},
        "learn", language, STYLES,
    )  # fmt: skip


def _facts(county: County) -> str:
    return say("class.county_facts", villages=len(county.villages), townships=len(county.townships))


def _land(county: County) -> dict[str, Any]:
    """The county, and of each village what a planner's table tells: income a person, its fifth of the county."""
    presets = sorted(shipped_names(), key=lambda name: name != PRESET_FIRST)
    presets.remove("baseline")
    income = county.villages["income_yuan_per_person"].to_numpy(dtype=np.float64)
    order = np.argsort(np.argsort(income, kind="stable"), kind="stable")
    return {
        "words": _words("page", "serve", "class"),
        "names": {},
        "comparison": map_block(county),
        "lessons": list(LESSONS),
        "presets": [{"key": name, "label": in_every_language(load_scenario(name).name)} for name in presets],
        "measures": [
            {"key": one.key, "unit": one.unit, "higher": one.higher} for one in MEASURES
        ],
        "income": np.rint(income).astype(int).tolist(),
        "households": county.villages["households"].astype(int).tolist(),
        "fifth": (order * GROUPS // max(1, len(order))).tolist(),
    }  # fmt: skip


def _words(*topics: str) -> dict[str, tuple[str, ...]]:
    return {key: texts for topic in topics for key, texts in page_words(topic).items()}
