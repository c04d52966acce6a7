"""What the YAML parser finds wrong, in the language of the moment."""

import re

from liancun_sim.vocabulary import say

FOUND = r"'(?P<found>.*)'"
PROBLEMS = {
    "yaml_between": rf"expected '(?P<one>.)' or '(?P<other>.)', but got {FOUND}",
    "yaml_content": rf"expected the node content, but found {FOUND}",
    "yaml_level": rf"expected <block end>, but found {FOUND}",
    "yaml_start": rf"expected '?<document start>'?, but found {FOUND}",
    "yaml_colon": r"could not find expected ':'",
    "yaml_pair": r"mapping values are not allowed (?:here|in this context)",
    "yaml_list": r"sequence entries are not allowed here",
    "yaml_first": rf"found character {FOUND} that cannot start any token",
    "yaml_quote": r"found unexpected end of stream",
    "yaml_escape": rf"found unknown escape character {FOUND}",
    "yaml_alias": rf"found undefined alias {FOUND}",
}
"""Message key → how the parser says it."""
TOKENS = {
    "<stream end>": "yaml_end", "<scalar>": "yaml_words", "<block end>": "yaml_dedent",
    "<block mapping start>": "yaml_indent", "<block sequence start>": "yaml_indent",
}  # fmt: skip


def yaml_problem(text: str) -> str:
    """The problem for a person; in the parser's own words where it is something rare."""
    for key, pattern in PROBLEMS.items():
        if match := re.fullmatch(pattern, text.replace('"', "'").replace("\\\\", "\\")):
            fields = match.groupdict()
            if "found" in fields:
                fields["found"] = _token(fields["found"])
            return say(f"files.{key}", **fields)
    return text


def _token(text: str) -> str:
    key = TOKENS.get(text)
    return say("files.yaml_sign", sign=text) if key is None else say(f"files.{key}")
