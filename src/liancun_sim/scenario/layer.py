"""One source of settings: a file, a mapping, or the command line, checked and with its origins."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from liancun_sim.files.yaml_document import Document
from liancun_sim.scenario.explaining import sentences, shown
from liancun_sim.scenario.given_unions import unions_in
from liancun_sim.scenario.origin import Origin
from liancun_sim.scenario.origin import Path as Key
from liancun_sim.scenario.registry import policies
from liancun_sim.scenario.settings import file_model, levers_model
from liancun_sim.scenario.shipped import shipped_names
from liancun_sim.scenario.village_sheet import ENDINGS, villages_in
from liancun_sim.vocabulary import BadInput, Fault, nearest, say


@dataclass
class Layer:
    """Settings of one source.

    content : nested; ``policies`` maps each name to ``{"policy": key, lever: value, …}``.
    origins : of every leaf, and of every block, by path. faults : everything wrong in it.
    folder : where its relative paths start.
    """

    content: dict[str, Any] = field(default_factory=dict)
    origins: dict[Key, Origin] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    folder: Path = Path()


def layer_of(document: Document, file: str, folder: Path) -> Layer:
    """Check a whole scenario document."""
    layer = Layer(folder=folder)

    def origin(place: tuple[str | int, ...]) -> Origin:
        while place and place not in document.lines:
            place = place[:-1]
        return Origin(file, document.lines.get(place, 0))

    if not isinstance(document.content, Mapping):
        layer.faults.append(origin(()).fault(say("scenario.not_settings", value=shown(document.content))))
        return layer
    top = {str(key): value for key, value in document.content.items() if key != "policies"}
    for path in _leaves(top):
        layer.origins[path] = origin(path)
    _validated(layer, file_model(), top, ())
    layer.content = top
    if "policies" in document.content:
        _add_policies(layer, document.content["policies"], origin)
    return layer


def is_scenario(content: Any) -> bool:
    """Whether a document is a scenario, perhaps with a mistake in it, rather than something else altogether."""
    if not isinstance(content, Mapping):
        return False
    known = content.keys() & {"policies", *file_model().model_fields}
    return "extends" in known or 2 * len(known) > len(content)


def add_policy(layer: Layer, name: str, policy: str, levers: dict[str, Any]) -> None:
    """Check the levers a source gives to the policy called `name`, and take them up."""
    readers = {"villages": villages_in, "unions": unions_in}
    tables = {one.name: readers[one.kind] for one in policies()[policy].all_levers() if one.kind in readers}
    for lever, value in levers.items():
        if lever in tables and isinstance(value, str) and value.endswith(ENDINGS):
            try:
                levers = {**levers, lever: tables[lever](layer.folder / value)}
            except BadInput as bad:
                at = nearest_origin(layer.origins, ("policies", name, lever))
                layer.faults += [at.fault(str(fault)) for fault in bad.faults]
                levers = {**levers, lever: []}
    _validated(layer, levers_model(policy), levers, ("policies", name))
    layer.content.setdefault("policies", {})[name] = {"policy": policy, **levers}


def _validated(layer: Layer, model: type[BaseModel], content: dict[str, Any], prefix: Key) -> None:
    try:
        model.model_validate(content)
    except ValidationError as error:
        for path, sentence in sentences(error, model, prefix):
            layer.faults.append(nearest_origin(layer.origins, path).fault(sentence))


def nearest_origin(origins: Mapping[Key, Origin], path: Key) -> Origin:
    """The origin of a setting, or of the nearest block around it."""
    while path and path not in origins:
        path = path[:-1]
    return origins.get(path, Origin(""))


def _add_policies(layer: Layer, entries: Any, origin: Callable[[tuple[str | int, ...]], Origin]) -> None:
    """Take up the list of policies, as a mapping by name."""
    if not isinstance(entries, list):
        layer.faults.append(origin(("policies",)).fault(say("scenario.policies_not_list", value=shown(entries))))
        return
    for index, entry in enumerate(entries):
        at = origin(("policies", index))
        read = _entry(layer, entry, at)
        if read is None:
            continue
        key, levers = read
        name = levers.pop("as", key)
        if fault := _name_fault(name, key, layer.content.get("policies", {})):
            layer.faults.append(at.fault(fault))
            continue
        layer.origins["policies", name] = at
        for lever in levers:
            layer.origins["policies", name, lever] = origin(("policies", index, key, lever))
        add_policy(layer, name, key, levers)


def _entry(layer: Layer, entry: Any, at: Origin) -> tuple[str, dict[str, Any]] | None:
    """(policy key, levers) of one entry: a bare name, or one name with its levers."""
    if isinstance(entry, str):
        entry = {entry: None}
    if not isinstance(entry, Mapping) or not entry:
        layer.faults.append(at.fault(say("scenario.entry_shape", value=shown(entry))))
        return None
    if len(entry) > 1:
        layer.faults.append(at.fault(say("scenario.entry_indent", first=next(iter(entry)), keys=", ".join(entry))))
        return None
    ((key, levers),) = entry.items()
    if key not in policies():
        layer.faults.append(at.fault(unknown_policy(str(key))))
        return None
    if levers is not None and not isinstance(levers, Mapping):
        layer.faults.append(at.fault(say("scenario.levers_shape", policy=key, value=shown(levers))))
        return None
    return str(key), {str(lever): value for lever, value in (levers or {}).items()}


def unknown_policy(key: str) -> str:
    """What to say of a policy nobody knows; the name of a shipped scenario is said to be one."""
    known = ", ".join(policies())
    if key in shipped_names():
        return say("scenario.policy_is_scenario", key=key, known=known)
    near = nearest(key, policies())
    if near is None:
        return say("scenario.unknown_policy", key=key, known=known)
    return say("scenario.unknown_policy_near", key=key, near=near, known=known)


def _name_fault(name: Any, key: str, taken: Mapping[str, Any]) -> str | None:
    if not isinstance(name, str) or not name or "." in name:
        return say("scenario.bad_name", policy=key, value=shown(name))
    if name in taken:
        return say("scenario.policy_twice", name=name)
    if name != key and name in policies():
        return say("scenario.name_is_policy", policy=key, name=name)
    return None


def _leaves(content: Mapping[str, Any], prefix: Key = ()) -> list[Key]:
    """Paths of all values and blocks."""
    found: list[Key] = []
    for key, value in content.items():
        found.append((*prefix, key))
        if isinstance(value, Mapping):
            found += _leaves(value, (*prefix, str(key)))
    return found
