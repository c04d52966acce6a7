"""What the server of the page does not know itself: counties, scenarios, how tables are read.

All of it takes most of what is installed, so it is done in processes of their own (`page_clerk`). Nothing is kept that
another process could not find again: counties lie on the disk, and what was asked and answered comes along sealed.
"""

import json
import pickle
from functools import lru_cache
from pathlib import Path
from shutil import rmtree
from typing import Any

from liancun_sim.app.assumptions import assumptions_told
from liancun_sim.app.counties import OPENED_MOST, OpenCounty
from liancun_sim.app.import_told import import_told, reading_told
from liancun_sim.app.page import ask_page
from liancun_sim.app.plan_question import PlanQuestion, plan_question
from liancun_sim.app.question import Question, question
from liancun_sim.app.reading import Settled, read
from liancun_sim.app.tables import Reading
from liancun_sim.app.work import Asked
from liancun_sim.county import County, load_county, save_county
from liancun_sim.running.common.provenance import county_digest
from liancun_sim.scenario.writing import dumped
from liancun_sim.vocabulary import current_language, say


class Office:
    """Its methods are what a server asks."""

    def county(self, source: str) -> OpenCounty:
        """A county, ``default`` or a folder, as questions name it.

        Raises
        ------
        BadInput
            If it is none.
        """
        county = _county(source)
        return OpenCounty(source, county_digest(county), county.name)

    def page(self, land: OpenCounty, first: str, language: str) -> bytes:
        """The page of a county. first : digest of the server's own."""
        return ask_page(land, _county(land.source), first, language).encode()

    def assumptions(self, language: str) -> bytes:
        """What a question may set beside its strategies' own levers, as JSON."""
        return json.dumps({"parts": assumptions_told(language)}, ensure_ascii=False).encode()

    def question(self, sent: Any, land: OpenCounty) -> Asked:
        """A checked question about a county.

        Raises
        ------
        BadInput
            Naming every fault of it.
        """
        county = _county(land.source)
        found: Question | PlanQuestion
        if isinstance(sent, dict) and "plan" in sent:
            found = plan_question(sent["plan"], county)
        else:
            found = question(sent, county)
        return Asked(found.digest(current_language(), land.digest), pickle.dumps(found))

    def scenario(self, asked: Asked, land: OpenCounty, name: str) -> str | None:
        """A scenario of a question as a file, which ``liancun validate`` and ``compare`` take; None if it has none."""
        found: Question | PlanQuestion = pickle.loads(asked.sealed)
        if isinstance(found, PlanQuestion) or name not in {one.key for one in found.scenarios}:
            return None
        return _about(land) + _settings(found) + dumped(found.patch(name))

    def read_table(self, path: Path, sealed: bytes, place: Path) -> Reading:
        """A table under the answers given so far. place : a folder for its county, if it is one."""
        settled = _settled(sealed)
        found = read(path, settled)
        told, county = reading_told(found), None
        if found.imported is not None:
            told["told"] = {**import_told(found.imported), "options": found.options}
            county = _saved(found.imported.county, place, told["told"])
        return Reading(told, county, pickle.dumps(Settled(settled.given, found.doubts)))

    def answer_doubt(self, sealed: bytes, doubt: object, way: object, value: object) -> bytes:
        """With a doubt of the last reading settled.

        Raises
        ------
        BadInput
            If there is no such doubt or way, or the way wants a value of another kind.
        """
        return pickle.dumps(_settled(sealed).with_answer(doubt, way, value))

    def take_back(self, sealed: bytes) -> bytes:
        """With the last answer forgotten."""
        return pickle.dumps(_settled(sealed).without_last())


def _settled(sealed: bytes) -> Settled:
    found: Settled = pickle.loads(sealed) if sealed else Settled()
    return found


@lru_cache(maxsize=OPENED_MOST + 1)
def _county(source: str) -> County:
    return load_county(source)


def _saved(county: County, place: Path, told: dict[str, Any]) -> OpenCounty:
    """What ``county import`` writes and ``--county`` reads."""
    rmtree(place, ignore_errors=True)  # of a process that died in the middle of it
    place.mkdir(parents=True)
    save_county(county, place / county.key)
    return OpenCounty(str(place / county.key), county_digest(county), county.name, told)


def _about(land: OpenCounty) -> str:
    """The head of a scenario that was made for a county: which one, and how it is run there."""
    if land.source == "default":
        return ""
    name = " ".join(str(land.name).split())
    return "".join(f"# {line}\n" for line in say("serve.made_for", county=name, digest=land.digest).splitlines())


def _settings(asked: Question) -> str:
    """The settings of a question, as options of the command that runs its file."""
    sets = " ".join(f"--set {key}={value}" for key, value in asked.document["sets"].items())
    return f"# {sets}\n" if sets else ""
