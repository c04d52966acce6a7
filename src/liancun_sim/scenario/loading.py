"""From a name, path or mapping to a resolved `Scenario`: layers read, checked, merged, checked again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liancun_sim.files import reason
from liancun_sim.files.yaml_document import Document, NotYaml, read_document
from liancun_sim.scenario.consistency import faults_of_whole
from liancun_sim.scenario.layer import Layer, is_scenario, layer_of
from liancun_sim.scenario.origin import Origin
from liancun_sim.scenario.origin import Path as Key
from liancun_sim.scenario.overriding import Override, no_such_policy, override, override_layer
from liancun_sim.scenario.reading import read_file
from liancun_sim.scenario.resolving import resolved
from liancun_sim.scenario.scenario import Scenario
from liancun_sim.scenario.shipped import expanded, find, not_found, shipped_folder
from liancun_sim.vocabulary import BadInput, Fault, collecting, say

Source = str | Path | Mapping[str, Any] | Scenario


@dataclass
class Draft:
    """A scenario being put together. key : its name. chain : its layers, the one it builds on first."""

    key: str
    chain: list[Layer]

    @property
    def named(self) -> dict[str, str]:
        """Its policies: name → policy key."""
        return {
            name: levers["policy"] for layer in self.chain for name, levers in layer.content.get("policies", {}).items()
        }


def load_scenario(
    source: Source, *, sets: Sequence[str] = (), county: str | Path | None = None, months: int | None = None
) -> Scenario:
    """The resolved scenario of a shipped name, a path or a mapping.

    Parameters
    ----------
    sets : ``a.b=3`` overrides, the later the stronger.
    county : a folder, or ``default``, instead of the scenario's own; relative to the working folder.
    months : instead of the scenario's own.

    Raises
    ------
    BadInput
        With every fault of the file, of those it builds on, and of the overrides.

    Examples
    --------
    >>> from liancun_sim import load_scenario
    >>> load_scenario("combined", sets=["decision.threshold=0.7"]).document["decision"]["threshold"]
    0.7
    """
    return load_scenarios([source], sets=sets, county=county, months=months)[0]


def load_scenarios(
    sources: Iterable[Source], *, sets: Sequence[str] = (), county: str | Path | None = None, months: int | None = None
) -> list[Scenario]:
    """Several scenarios under the same overrides; one on a policy changes the scenarios that have it.

    A `Scenario` among the sources is resolved already and stays as it is; with overrides it is refused, as it would
    be held against scenarios under other assumptions.
    """
    sources = list(sources)
    faults = [one for source in sources if isinstance(source, Scenario) for one in not_overridden(source, sets)]
    drafts: list[Draft | Scenario] = []
    overrides: list[Override] = []
    for source in sources:
        with collecting(faults):
            drafts.append(source if isinstance(source, Scenario) else _draft(source, faults))
    for text in sets:
        with collecting(faults):
            overrides.append(override(text))
    everywhere = {name: key for draft in drafts if isinstance(draft, Draft) for name, key in draft.named.items()}
    faults += [
        no_such_policy(one, everywhere) for one in overrides if one.policy is not None and one.policy not in everywhere
    ]
    loaded = [
        draft if isinstance(draft, Scenario) else _finish(draft, overrides, county, months, faults) for draft in drafts
    ]
    if faults:
        raise BadInput(dict.fromkeys(faults))
    return [scenario for scenario in loaded if scenario is not None]


def not_overridden(scenario: Scenario, sets: Sequence[str]) -> list[Fault]:
    """The fault of overrides that a scenario cannot take any more, if there are any."""
    return [Fault("", scenario.key, say("scenario.resolved_already", sets=", ".join(sets)))] if sets else []


def distinct(scenarios: Iterable[Scenario]) -> list[Scenario]:
    """The scenarios, each once: results are told apart by the scenario's key.

    Raises
    ------
    BadInput
        If two that differ share a key.
    """
    found: dict[str, Scenario] = {}
    for scenario in scenarios:
        if found.setdefault(scenario.key, scenario).digest != scenario.digest:
            raise BadInput(Fault("", "", say("scenario.same_key", key=scenario.key)))
    return list(found.values())


def _draft(source: str | Path | Mapping[str, Any], faults: list[Fault]) -> Draft:
    """Read a scenario and all it builds on; faults inside layers are added to `faults`."""
    if isinstance(source, Mapping):
        layer = layer_of(Document(dict(source)), "", Path())
        return Draft("scenario", _chain(layer, (), faults))
    path = find(str(source), Path())
    if path is None:
        kind = "scenario.is_folder" if str(source) and Path(source).is_dir() else None
        raise BadInput(Fault("", "", say(kind, source=source) if kind else not_found(str(source))))
    return Draft(path.stem, _chain(_read(path), (path.resolve(),), faults))


def _read(path: Path) -> Layer:
    shown = _shown(path)
    document = read_file(path, shown)
    if document.content is None:
        raise BadInput(Fault(shown, "", say("scenario.empty")))
    return layer_of(document, shown, path.parent)


def _shown(path: Path) -> str:
    """How a file is called in messages: a shipped one by its name."""
    shipped = shipped_folder()
    return path.relative_to(shipped).as_posix() if path.is_relative_to(shipped) else str(path)


def _chain(layer: Layer, seen: tuple[Path, ...], faults: list[Fault]) -> list[Layer]:
    """The layer and, before it, all it builds on."""
    faults += layer.faults
    parent = layer.content.get("extends")
    if not isinstance(parent, str):
        return [layer]
    at = layer.origins[("extends",)]
    path = find(parent, layer.folder)
    if path is None:
        faults.append(at.fault(not_found(parent)))
        return [layer]
    if path.resolve() in seen:
        ring = " → ".join(step.name for step in (*seen, path))
        faults.append(at.fault(say("scenario.cycle", ring=ring)))
        return [layer]
    below: list[Layer] = []
    with collecting(faults):
        below = _chain(_built_on(path, parent, at), (*seen, path.resolve()), faults)
    return [*below, layer]


def _built_on(path: Path, source: str, at: Origin) -> Layer:
    """The scenario that another builds on.

    What is wrong with a file that is none is said where it was asked for, and quotes nothing of it: the file may be
    anything that can be read on this machine.
    """
    try:
        document = read_document(path)
    except OSError as error:
        raise BadInput(at.fault(say("scenario.extends_unreadable", source=source, reason=reason(error)))) from None
    except NotYaml as error:
        line = max(1, error.wrong[0][0])
        raise BadInput(at.fault(say("scenario.extends_not_yaml", source=source, line=line))) from None
    if not is_scenario(document.content):
        raise BadInput(at.fault(say("scenario.extends_no_scenario", source=source)))
    return layer_of(document, _shown(path), path.parent)


def _finish(
    draft: Draft, overrides: Iterable[Override], county: str | Path | None, months: int | None, faults: list[Fault]
) -> Scenario | None:
    """Merge the layers and check the whole; None if anything is wrong in a part."""
    named = draft.named
    layers = [*draft.chain]
    layers += [override_layer(one, named) for one in overrides if one.policy is None or one.policy in named]
    if months is not None:
        layers.append(_flag("--months", "months", months))
    faults += [fault for layer in layers[len(draft.chain) :] for fault in layer.faults]
    if county is not None:
        layers.append(Layer({"county": str(county)}, {("county",): Origin("--county")}))
    if faults:
        return None
    content, origins = _merged(layers, faults)
    faults += faults_of_whole(content, origins)
    return None if faults else resolved(draft.key, content, origins)


def _flag(name: str, key: str, value: Any) -> Layer:
    layer = layer_of(Document({key: value}), name, Path())
    layer.origins = {path: Origin(name) for path in layer.origins}
    return layer


def _merged(layers: Iterable[Layer], faults: list[Fault]) -> tuple[dict[str, Any], dict[Key, Origin]]:
    """One content with the origin of every value; later layers win. A name is not inherited."""
    content: dict[str, Any] = {}
    origins: dict[Key, Origin] = {}
    for layer in layers:
        own = {key: value for key, value in layer.content.items() if key != "extends"}
        if "extends" in layer.content or not content:
            content.pop("name", None)
        if own.get("county", "default") != "default":
            own["county"] = str((layer.folder / expanded(own["county"])).resolve())
        for name, levers in own.get("policies", {}).items():
            other = content.get("policies", {}).get(name, levers)["policy"]
            if other != levers["policy"]:
                at = layer.origins["policies", name]
                faults.append(at.fault(say("scenario.name_taken", name=name, policy=levers["policy"], other=other)))
        content = _deep(content, own)
        origins |= layer.origins
    return content, origins


def _deep(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """`above` laid over `below`, block by block."""
    out = dict(below)
    for key, value in above.items():
        both = isinstance(value, Mapping) and isinstance(out.get(key), Mapping)
        out[key] = _deep(out[key], value) if both else value
    return out
