"""YAML 1.2 text → plain values, with the line of each.

Composed by ruamel.yaml rather than loaded, so that every key and value keeps its line, a key given twice is
seen, and no tag of a file makes anything but a number, true or false, nothing, or text.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from liancun_sim.files.reading import read_bytes
from liancun_sim.files.yaml_problems import yaml_problem
from liancun_sim.vocabulary import say

Place = tuple[str | int, ...]
PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float")}
MOST_BYTES = 1_000_000  # 30,000 lines, read in some seconds
MOST_VALUES = 400_000  # more than fit into so many bytes; aliases that repeat aliases grow without end
ESCAPE = "unknown escape character"  # as the parser says it
DEEPEST = 20  # a scenario is four deep; beyond this something is wrong, or hostile


@dataclass
class Document:
    """content : plain values. lines : the line of each value (of its key, in a mapping), by place."""

    content: Any
    lines: dict[Place, int] = field(default_factory=dict)


class NotYaml(ValueError):
    """What is wrong in a text: (line or 0, sentence), each once."""

    def __init__(self, *wrong: tuple[int, str]):
        super().__init__(*wrong)
        self.wrong = wrong


def read_document(path: Path) -> Document:
    """The YAML document in a file.

    Raises
    ------
    OSError
        As `read_bytes`.
    NotYaml
        If it is not UTF-8 or not YAML, nests too deep, or gives a key twice.
    """
    try:
        text = read_bytes(path, MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotYaml((0, say("files.not_utf8", byte=error.start + 1))) from None
    return parse_yaml(text)


def parse_yaml(text: str) -> Document:
    """The YAML document in a text; its content is None if there is nothing in it.

    Raises
    ------
    NotYaml
        With every fault of the text.
    """
    yaml = YAML(typ="safe", pure=True)
    try:
        node = yaml.compose(text)
        walker = _Walker(yaml)
        content = None if node is None else walker.value(node, ())
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = say("files.not_yaml", problem=yaml_problem(error.problem or error.context or ""))
        if ESCAPE in (error.problem or ""):
            problem += say("files.backslash")
        raise NotYaml((mark.line + 1 if mark else 0, problem)) from None
    except (YAMLError, ValueError) as error:
        raise NotYaml((0, say("files.not_yaml", problem=str(error).splitlines()[0]))) from None
    except RecursionError:
        raise NotYaml((0, say("files.too_deep", deepest=DEEPEST))) from None
    if walker.wrong:
        raise NotYaml(*walker.wrong)
    return Document(content, walker.lines)


class _Walker:
    """Turns composed nodes into plain values."""

    def __init__(self, yaml: YAML):
        self.yaml = yaml
        self.lines: dict[Place, int] = {}
        self.wrong: list[tuple[int, str]] = []
        self.scalars: dict[int, Any] = {}
        self.count = 0

    def value(self, node: Node, place: Place) -> Any:
        self.lines.setdefault(place, node.start_mark.line + 1)
        self.count += 1
        if self.count > MOST_VALUES:
            raise ValueError(say("files.too_many_values", most=f"{MOST_VALUES:,}"))
        if len(place) > DEEPEST:
            raise RecursionError
        if isinstance(node, SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        assert isinstance(node, ScalarNode)
        if id(node) not in self.scalars:  # an alias is the same node again
            self.scalars[id(node)] = self._scalar(node)
        return self.scalars[id(node)]

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self.wrong.append((line, say("files.key_not_text")))
                continue
            key = self._text(key_node)
            if key in content:
                self.wrong.append((line, say("files.duplicate_key", key=key, first=self.lines[*place, key])))
                continue
            self.lines[*place, key] = line
            content[key] = self.value(value_node, (*place, key))
        return content

    def _scalar(self, node: ScalarNode) -> Any:
        """Numbers, true and false, null; everything else, dates included, as written."""
        if node.tag not in PLAIN_TAGS:
            return self._text(node)
        if self.yaml.resolver.resolve(ScalarNode, node.value, (True, False)) == node.tag:
            try:
                return self.yaml.constructor.construct_object(node)
            except (ValueError, ArithmeticError):  # a number of thousands of digits
                pass
        kind = node.tag.rpartition(":")[2]
        shown = f"{node.value[:40]}{'…' if len(node.value) > 40 else ''}"
        self.wrong.append((node.start_mark.line + 1, say("files.other_tag", value=shown, kind=kind)))
        return None

    def _text(self, node: ScalarNode) -> str:
        text = str(node.value)
        if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
            key = "files.zero_character" if "\0" in text else "files.half_character"
            self.wrong.append((node.start_mark.line + 1, say(key)))
            return ""
        return text
