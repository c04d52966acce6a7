"""What pydantic finds wrong, said as sentences that name what would be right."""

from typing import Any

from pydantic import BaseModel, ValidationError

from liancun_sim.scenario.origin import Path, dotted
from liancun_sim.vocabulary import nearest, say

Fragment = dict[str, Any]


def sentences(error: ValidationError, model: type[BaseModel], prefix: Path = ()) -> list[tuple[Path, str]]:
    """(setting, sentence) for everything wrong; `prefix` is where the model stands in the scenario."""
    schema = model.model_json_schema()
    found: dict[Path, str] = {}
    for one in error.errors(include_url=False):
        path = tuple(str(part) for part in one["loc"])
        kind, value = one["type"], one["input"]
        found.setdefault((*prefix, *path), _sentence(kind, value, (*prefix, *path), schema, path))
    return list(found.items())


def _sentence(kind: str, value: Any, full: Path, schema: Fragment, path: Path) -> str:
    key = dotted(full)
    if kind == "extra_forbidden":
        return unknown_key(full, tuple(at(schema, path[:-1]).get("properties", ())))
    fragment = at(schema, path)
    fits = expected(fragment)
    if kind == "finite_number":
        return say("scenario.not_finite", key=key, expected=fits)
    if kind in ("greater_than_equal", "less_than_equal"):
        if _bounds(fragment) == (0, 1) and 5 <= value <= 100:
            return say("scenario.percent", key=key, value=shown(value), share=f"{value / 100:g}")
        return say("scenario.out_of_range", key=key, value=shown(value), expected=fits)
    if kind == "literal_error" and isinstance(value, str) and (near := nearest(value, _choices(fragment))):
        return say("scenario.choice_near", key=key, value=value, near=near, choices=", ".join(_choices(fragment)))
    if kind == "string_pattern_mismatch":
        return say("scenario.not_a_month", key=key, value=shown(value))
    if value is None:
        return say("scenario.empty_value", key=key, expected=fits)
    if isinstance(value, str) and kind in ("float_type", "int_type") and _is_number(value):
        return say("scenario.quoted_number", key=key, value=shown(value))
    if isinstance(value, str) and kind == "bool_type":
        return say("scenario.not_yes_no", key=key, value=value)
    return say("scenario.wrong_type", key=key, value=shown(value), expected=fits)


def unknown_key(full: Path, known: tuple[str, ...]) -> str:
    """A key nobody declared, the near one, and all there are."""
    key, where = full[-1], dotted(full[:-1])
    if not where:
        known = (*known, "policies")  # read apart, and so in no model
    near = nearest(key, known)
    if full[0] == "coefficients":
        kind = "coefficient"
        mechanism = (near or key).partition(".")[0]
        known = tuple(name for name in known if name.partition(".")[0] == mechanism) or known
    elif full[0] == "policies":
        kind, where = "lever", full[1]
    else:
        kind = "key" if where else "top_key"
    suffix = "_near" if near else ""
    return say(f"scenario.unknown_{kind}{suffix}", key=key, where=where, near=near, known=", ".join(known))


def at(schema: Fragment, path: Path) -> Fragment:
    """The piece of a JSON Schema that describes a setting."""
    here = schema
    for part in path:
        here = _followed(here, schema)
        here = here.get("properties", {}).get(part) or here.get("items") or here.get("additionalProperties") or {}
    return _followed(here, schema)


def _followed(fragment: Fragment, schema: Fragment) -> Fragment:
    reference = fragment.get("$ref") or next((part["$ref"] for part in fragment.get("allOf", ()) if "$ref" in part), "")
    return schema["$defs"][reference.rpartition("/")[2]] if reference else fragment


def expected(fragment: Fragment) -> str:
    """What a setting takes, in words."""
    options = [part for part in fragment.get("anyOf", ()) if part.get("type") != "null"]
    if options:
        return say("scenario.or_null", expected=expected(options[0]))
    if choices := _choices(fragment):
        return say("scenario.takes_choice", choices=", ".join(choices))
    kind = fragment.get("type", "object")
    if kind in ("number", "integer"):
        low, high = _bounds(fragment)
        span = "" if low is None and high is None else "_from" if high is None else "_between"
        return say(f"scenario.takes_{kind}{span}", low=shown(low), high=shown(high))
    if kind == "array":
        return say("scenario.takes_list")
    return say(f"scenario.takes_{kind}")


def shown(value: Any) -> str:
    """A value as YAML would write it, short."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _bounds(fragment: Fragment) -> tuple[float | None, float | None]:
    inner = next((part for part in fragment.get("anyOf", ()) if part.get("type") != "null"), fragment)
    return inner.get("minimum"), inner.get("maximum")


def _choices(fragment: Fragment) -> tuple[str, ...]:
    inner = next((part for part in fragment.get("anyOf", ()) if part.get("type") != "null"), fragment)
    found = inner.get("enum") or ([inner["const"]] if "const" in inner else [])
    return tuple(str(choice) for choice in found)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
