"""YAML 1.2 text → plain values, with the line of each.

Composed by ruamel.yaml rather than loaded, so that every key and value keeps its line and a key
given twice is seen.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from liancun_sim.scenario.origin import Origin
from liancun_sim.vocabulary import BadInput, Fault, say

Place = tuple[str | int, ...]
PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float")}
MOST_VALUES = 2_000_000  # aliases that repeat aliases grow without end
DEEPEST = 20  # a scenario is four deep; beyond this something is wrong, or hostile


@dataclass
class Document:
    """content : plain values. lines : the line of each value (of its key, in a mapping), by place."""

    content: Any
    lines: dict[Place, int] = field(default_factory=dict)


def read_file(path: Path, shown: str) -> Document:
    """The YAML document in a file, called `shown` in faults.

    Raises
    ------
    BadInput
        If it cannot be read, is not UTF-8 or not YAML, is empty, or gives a key twice.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(Fault(shown, "", say("scenario.not_utf8", byte=error.start + 1))) from None
    except OSError as error:
        raise BadInput(Fault(shown, "", say("scenario.unreadable", reason=error.strerror or error))) from None
    document = parse(text, Origin(shown))
    if document.content is None:
        raise BadInput(Fault(shown, "", say("scenario.empty")))
    return document


def parse(text: str, origin: Origin) -> Document:
    """The YAML document in a text; `origin` names it in faults."""
    yaml = YAML(typ="safe", pure=True)
    try:
        node = yaml.compose(text)
        walker = _Walker(yaml, origin)
        content = None if node is None else walker.value(node, ())
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadInput(
            _at(origin, mark.line + 1 if mark else 0).fault(
                say("scenario.not_yaml", problem=error.problem or error.context)
            )
        ) from None
    except (YAMLError, ValueError) as error:
        raise BadInput(origin.fault(say("scenario.not_yaml", problem=str(error).splitlines()[0]))) from None
    except RecursionError:
        raise BadInput(origin.fault(say("scenario.too_deep", deepest=DEEPEST))) from None
    if walker.faults:
        raise BadInput(walker.faults)
    return Document(content, walker.lines)


def _at(origin: Origin, line: int) -> Origin:
    """A line of a file; a text from the command line stands for itself."""
    return origin if origin.text else Origin(origin.file, line)


class _Walker:
    """Turns composed nodes into plain values."""

    def __init__(self, yaml: YAML, origin: Origin):
        self.yaml, self.origin = yaml, origin
        self.lines: dict[Place, int] = {}
        self.faults: list[Fault] = []
        self.count = 0

    def value(self, node: Node, place: Place) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(place, line)
        self.count += 1
        if self.count > MOST_VALUES:
            raise ValueError(say("scenario.too_many_values", most=f"{MOST_VALUES:,}"))
        if len(place) > DEEPEST:
            raise RecursionError
        if isinstance(node, SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        return self._scalar(node)

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            at = _at(self.origin, line)
            if not isinstance(key_node, ScalarNode):
                self.faults.append(at.fault(say("scenario.key_not_text")))
                continue
            key = str(key_node.value)
            if key in content:
                self.faults.append(at.fault(say("scenario.duplicate_key", key=key, first=self.lines[*place, key])))
                continue
            self.lines[*place, key] = line
            content[key] = self.value(value_node, (*place, key))
        return content

    def _scalar(self, node: Node) -> Any:
        """Numbers, true and false, null; everything else, dates included, as written."""
        if "\0" in node.value:
            self.faults.append(_at(self.origin, node.start_mark.line + 1).fault(say("scenario.zero_character")))
        return self.yaml.constructor.construct_object(node) if node.tag in PLAIN_TAGS else str(node.value)
