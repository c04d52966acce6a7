"""Faults of a study, gathered with the line each stands on."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from liancun_sim.scenario.explaining import at, expected, shown
from liancun_sim.vocabulary import BadInput, Fault, nearest, say

Place = tuple[str | int, ...]
SEVERAL_FORMS = ("uncertainties", "outcomes", "replications")  # what they take is said in one sentence each


class StudyFaults:
    """Collects what is wrong. file : as shown; lines : of every key and value of the document."""

    topic = "study"
    several_forms: tuple[str, ...] = SEVERAL_FORMS

    def __init__(self, file: str, lines: Mapping[Place, int]):
        self.file, self.lines = file, lines
        self.elsewhere: dict[Place, tuple[str, int]] = {}
        self.found: dict[Fault, int] = {}

    def stands(self, place: Place, file: str, line: int) -> None:
        """What is wrong at this place, or within it, is told with the line of another file."""
        self.elsewhere[place] = file, line

    def add(self, place: Place, message: str, /, **fields: object) -> None:
        """One thing wrong at a place: the sentence ``<topic>.<message>``."""
        self.say(place, say(f"{self.topic}.{message}", **fields))

    def say(self, place: Place, message: str) -> None:
        """One thing wrong at a place, in words already."""
        while place and place not in self.lines and place not in self.elsewhere:
            place = place[:-1]
        file, line = self.elsewhere.get(place) or (self.file, self.lines.get(place, 0) if place else 0)
        self.found[Fault(file, say("scenario.line", line=line) if line else "", message)] = line

    def unknown(self, place: Place, message: str, name: str, known: Iterable[str], /, **fields: object) -> None:
        """A name nobody knows: ``<topic>.<message>``, or ``<topic>.<message>_near`` if one is close."""
        names = list(known)
        near = nearest(name, names)
        suffix = "_near" if near else ""
        self.add(place, f"{message}{suffix}", name=name, near=near, known=", ".join(names), **fields)

    def add_errors(self, error: ValidationError, model: type[BaseModel]) -> None:
        """Everything pydantic found wrong with the form."""
        schema = model.model_json_schema()
        for one in error.errors(include_url=False):
            place = tuple(one["loc"])
            self._add_error(place, one["type"], one["input"], schema)

    def _add_error(self, place: Place, kind: str, value: Any, schema: dict[str, Any]) -> None:
        own = place[-1:] if kind in ("extra_forbidden", "missing") else ()  # a key, whatever it looks like
        place = (*(part for part in place[: len(place) - len(own)] if not _is_branch(part)), *own)
        path = tuple(map(str, place))
        key = ".".join(path)
        if kind == "extra_forbidden":
            known = _described(schema, path[:-1]).get("properties", {})
            self.unknown(
                place, "unknown_key", path[-1], known, where=".".join(path[:-1]) or say(f"{self.topic}.a_{self.topic}")
            )
        elif kind == "missing":
            self.add(place[:-1], "missing_key", where=".".join(path[:-1]), key=path[-1])
        elif value is None:
            self.add(place, "no_value", key=key, expected=self._fits(schema, path))
        else:
            text = repr(value) if isinstance(value, float) and value.is_integer() else shown(value)  # 6.0 is not 6
            self.add(place, "wrong_value", key=key, value=text, expected=self._fits(schema, path))

    def _fits(self, schema: dict[str, Any], path: tuple[str, ...]) -> str:
        if path[0] in self.several_forms:
            return say(f"{self.topic}.takes_{path[0]}")
        return expected(_described(schema, path))

    def stop_if_any(self) -> None:
        """Raise `BadInput` with everything found so far."""
        if self.found:
            raise BadInput(self.found)


def _is_branch(part: str | int) -> bool:
    """Whether a part of pydantic's path names a branch of a union instead of a key."""
    return isinstance(part, str) and (part in ("str", "int", "float") or "[" in part)


def _described(schema: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """The piece of schema that describes a block or value, through ``x or null``."""
    here = schema
    for part in path:
        here = at({**here, "$defs": schema.get("$defs", {})}, (part,))
        inner = [one for one in here.get("anyOf", ()) if one.get("type") != "null"]
        if len(inner) == 1:
            here = at({"properties": {"x": inner[0]}, "$defs": schema.get("$defs", {})}, ("x",))
    return here
