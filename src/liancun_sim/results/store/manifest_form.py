"""The form of a store's manifest: what a hand or a disk has changed is told when the store is opened."""

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError


class _Part(BaseModel):
    """What stands there has its type; what is missing is told by whoever asks for it."""

    model_config = ConfigDict(strict=True)


class _Name(_Part):
    model_config = ConfigDict(strict=True, extra="forbid")

    en: str
    zh: str


class _Factor(_Part):
    key: str = ""
    role: str = ""
    kind: str = ""
    low: float | None = None
    high: float | None = None
    values: list[Any] = []
    unit: str = ""
    label: _Name | None = None
    median: float | None = None
    at_median: float = 0.0


class _Outcome(_Part):
    key: str = ""
    label: _Name | None = None
    unit: str = ""
    better: str = ""


class _Scenario(_Part):
    name: _Name | None = None
    document: dict[str, Any] = {}
    set: dict[str, float] = {}
    digest: str = ""


class _County(_Part):
    key: str = ""
    name: _Name | None = None
    notes: list[_Name] = []


class _Manifest(_Part):
    scenarios: list[str] = []
    tables: list[str] = []
    factors: list[_Factor] = []
    outcomes: list[_Outcome] = []
    settling: dict[str, Any] | None = None
    name: _Name | None = None
    question: _Name | None = None
    baseline: str | None = None
    scenario_details: dict[str, _Scenario] = {}
    county: _County | None = None
    runs: str = ""
    months: int = 0
    seed: int = 0
    batches: int = 1
    keep: dict[str, Any] = {}


def misshapen(manifest: dict[str, Any]) -> str | None:
    """The first place of a manifest that has another form than was written; None if all have theirs."""
    try:
        _Manifest.model_validate(manifest)
    except ValidationError as error:
        return ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
    return None
