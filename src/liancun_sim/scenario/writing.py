"""A resolved scenario as text: plain YAML, and YAML in which every value tells where it came from."""

from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from liancun_sim.scenario.origin import DEFAULT
from liancun_sim.scenario.scenario import Scenario
from liancun_sim.vocabulary import say

COMMENT_COLUMN = 60


def to_yaml(scenario: Scenario) -> str:
    """The resolved document as YAML, which loads back as the same scenario."""
    return dumped(scenario.document)


def with_origins(scenario: Scenario) -> str:
    """The same, each value followed by its origin: the default, a line of a file, or the command line."""
    said = {DEFAULT: say("scenario.default")}

    def annotated(value: Any, path: tuple[str, ...]) -> Any:
        if not isinstance(value, dict):
            return value
        block = CommentedMap()
        for key, inner in value.items():
            block[key] = annotated(inner, (*path, key))
            if origin := scenario.origins.get(".".join((*path, key))):
                block.yaml_add_eol_comment(said.get(origin, str(origin)), key, column=COMMENT_COLUMN)
        return block

    top = annotated({key: value for key, value in scenario.document.items() if key != "policies"}, ())
    entries = CommentedSeq()
    for entry in scenario.document["policies"]:
        ((policy, levers),) = entry.items()
        entries.append({policy: annotated(levers, ("policies", levers.get("as", policy)))})
    top.insert(list(scenario.document).index("policies"), "policies", entries)
    return dumped(top)


def dumped(content: Any) -> str:
    """Plain values as YAML."""
    yaml = YAML()
    yaml.width = 200
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(content, out)
    return out.getvalue()
