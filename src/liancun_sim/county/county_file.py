"""``county.yaml``: what a county folder says of itself, beside its tables."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liancun_sim.county.county import County
from liancun_sim.county.faults import Faults
from liancun_sim.files import reason
from liancun_sim.files.folder import COUNTY_FILE as FILE
from liancun_sim.parameters.rural_income import BASE_YEAR, published_years
from liancun_sim.vocabulary import Label, nearest

if TYPE_CHECKING:
    from liancun_sim.files.yaml_document import Document

UNITS = {"money": "yuan", "land": "mu", "distance": "km"}
KEYS = ("name", "base_year", "network_seed", "cross_village_ties", "units", "provenance")
CROSSING = (0.05, 0.30)


@dataclass
class CountyFile:
    """The content of ``county.yaml``, defaults where it is silent."""

    name: Label = field(default_factory=lambda: Label("County", "县"))
    base_year: int = BASE_YEAR
    network_seed: int = 0
    cross_village_ties: float = 0.10
    provenance: dict[str, Any] = field(default_factory=dict)


def read_county_file(path: Path, faults: Faults) -> CountyFile:
    """Read and check ``county.yaml``; faults are added to `faults`."""
    from liancun_sim.files.yaml_document import read_document

    return _checked(_content(lambda: read_document(path), faults), faults)


def read_county_text(text: str, faults: Faults) -> CountyFile:
    """Check the text of a ``county.yaml``, as exports carry it; faults are added to `faults`."""
    from liancun_sim.files.yaml_document import parse_yaml

    return _checked(_content(lambda: parse_yaml(text), faults), faults)


def _checked(content: dict[Any, Any] | None, faults: Faults) -> CountyFile:
    read = CountyFile()
    if content is None:
        return read
    for key in content:
        if key not in KEYS:
            near = nearest(str(key), KEYS)
            faults.add(
                FILE, "unknown_key" if near is None else "unknown_key_near", key=key, near=near, keys=", ".join(KEYS)
            )
    read.name = _name(content.get("name"), faults)
    read.network_seed = _whole(content, "network_seed", 0, 2**63 - 1, None, faults)
    read.base_year = _whole(content, "base_year", *published_years(), read.base_year, faults)
    share = content.get("cross_village_ties", read.cross_village_ties)
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not CROSSING[0] <= share <= CROSSING[1]:
        faults.add(FILE, "crossing_share", value=share, low=CROSSING[0], high=CROSSING[1])
    else:
        read.cross_village_ties = float(share)
    units = content.get("units", UNITS)
    for key, unit in units.items() if isinstance(units, dict) else (("units", units),):
        if UNITS.get(key) != unit:
            allowed = ", ".join(f"{name}: {standard}" for name, standard in UNITS.items())
            faults.add(FILE, "other_unit", key=key, unit=unit, allowed=allowed)
    provenance = content.get("provenance", {})
    if _is_provenance(provenance):
        read.provenance = provenance
    else:
        faults.add(FILE, "provenance_form")
    return read


def _is_provenance(content: object) -> bool:
    """Settings among which notes are in both languages and sources are lines of text: both are shown as they are."""
    if not isinstance(content, dict):
        return False
    notes, sources = content.get("notes", []), content.get("sources", [])
    return (
        isinstance(notes, list)
        and all(isinstance(note, dict) and _is_text(note.get("en")) and _is_text(note.get("zh")) for note in notes)
        and isinstance(sources, list)
        and all(_is_text(source) for source in sources)
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def county_file_content(county: County) -> dict[str, Any]:
    """What ``county.yaml`` says of a county."""
    return {
        "name": {"en": county.name.en, "zh": county.name.zh},
        "base_year": county.base_year,
        "network_seed": county.network_seed,
        "cross_village_ties": county.cross_village_ties,
        "units": UNITS,
        "provenance": dict(county.provenance),
    }


def county_file_text(county: County) -> str:
    """``county.yaml`` of a county."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode, yaml.default_flow_style, yaml.width = True, False, 120
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # declared as None
    text = io.StringIO()
    yaml.dump(county_file_content(county), text)
    return text.getvalue()


def _content(read: Callable[[], "Document"], faults: Faults) -> dict[Any, Any] | None:
    from liancun_sim.files.yaml_document import NotYaml

    try:
        content = read().content
    except FileNotFoundError:
        faults.add(FILE, "missing_file", file=FILE)
        return None
    except OSError as error:
        faults.add(FILE, "unreadable", reason=reason(error))
        return None
    except NotYaml as error:
        for line, sentence in error.wrong:
            faults.add(FILE, "not_yaml", line or None, sentence=sentence)
        return None
    if not isinstance(content, dict):
        faults.add(FILE, "not_a_mapping", keys=", ".join(KEYS))
        return None
    return content


def _name(value: object, faults: Faults) -> Label:
    if isinstance(value, dict) and set(value) == {"en", "zh"} and all(isinstance(v, str) and v for v in value.values()):
        return Label(value["en"], value["zh"])
    faults.add(FILE, "county_name")
    return Label("County", "县")


def _whole(content: dict[Any, Any], key: str, low: int, high: int, default: int | None, faults: Faults) -> int:
    value = content.get(key, default)
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return value
    faults.add(FILE, "whole_setting", key=key, value="–" if value is None else value, low=low, high=high)
    return low
