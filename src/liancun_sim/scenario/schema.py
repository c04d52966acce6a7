"""JSON Schema of scenario files, for editors, generated from the registries."""

from typing import Any

from liancun_sim.scenario.choices import choice_label
from liancun_sim.scenario.registry import policies
from liancun_sim.scenario.settings import file_model, levers_model
from liancun_sim.scenario.shipped import shipped_names

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema of a whole scenario file; every setting carries both names, unit, bounds and default."""
    schema = file_model().model_json_schema()
    schema["properties"]["extends"]["examples"] = list(shipped_names())
    entries = {key: _entry(key) for key in policies()}
    for entry in entries.values():  # what a block refers to stands where references begin: at the top
        schema["$defs"] |= entry.pop("$defs", {})
    names = [f"{kind.label.en} · {kind.label.zh}" for kind in policies().values()]
    schema["properties"]["policies"] = {
        "title": "Policies", "zh": "政策", "type": "array",
        "items": {"anyOf": [{"enum": list(entries), "enumDescriptions": names}, _one_of(entries)]},
    }  # fmt: skip
    return {"$schema": DIALECT, **_described(schema)}


def _entry(key: str) -> dict[str, Any]:
    kind, block = policies()[key], levers_model(key).model_json_schema()
    for lever in kind.all_levers():
        if lever.kind in ("villages", "unions"):  # also a spreadsheet's name
            described = block["properties"][lever.name]
            described["anyOf"] = [{"type": described.pop("type"), "items": described.pop("items")}, {"type": "string"}]
    block["properties"]["as"] = {"type": "string", "title": "Another name, where a policy is used twice",
                                 "zh": "同一政策用两次时另起的名称"}  # fmt: skip
    return {
        **block,
        "type": ["object", "null"],
        "title": kind.label.en,
        "zh": kind.label.zh,
        "description": kind.source,
    }


def _one_of(entries: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": entries, "additionalProperties": False, "minProperties": 1,
            "maxProperties": 1}  # fmt: skip


def _described(fragment: Any) -> Any:
    """Names in both languages, unit and source joined into the description editors show; choices with theirs."""
    if isinstance(fragment, list):
        return [_described(part) for part in fragment]
    if not isinstance(fragment, dict):
        return fragment
    out = {key: _described(value) for key, value in fragment.items()}
    if isinstance(out.get("zh"), str) and isinstance(out.get("title"), str):
        unit, source = out.pop("unit", ""), out.pop("description", "")
        names = f"{out['title']} · {out.pop('zh')}"
        out["description"] = " — ".join(part for part in (names + (f" [{unit}]" if unit else ""), source) if part)
    if "enum" in out:
        labels = map(choice_label, out["enum"])
        out.setdefault("enumDescriptions", [f"{label.en} · {label.zh}" for label in labels])
    return out
