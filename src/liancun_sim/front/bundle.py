"""The page's modules as one script that needs no server.

A file opened from disk cannot import another. The modules are written so that their top-level names differ; they are
joined in the order they import one another, imports and the word ``export`` left away. Nothing else is changed.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

IMPORT = re.compile(r'^import [^;]*? from "\./([\w-]+)\.js";\n', re.M)
EXPORT = re.compile(r"^export (?=(?:async )?function |const |let |class )", re.M)


def module(name: str) -> str:
    """The text of one module as it is written."""
    return (files("liancun_sim.front") / "assets" / f"{name}.js").read_text("utf-8")


STYLES = ("page", "class")


def style(name: str = "page") -> str:
    """One of `STYLES`; a class's comes after the page's."""
    return (files("liancun_sim.front") / "assets" / f"{name}.css").read_text("utf-8")


@cache
def script(entry: str) -> str:
    """`entry` and all it imports, each once, after what it imports itself."""
    done: dict[str, str] = {}

    def take(name: str) -> None:
        if name in done:
            return
        text = module(name)
        done[name] = ""  # modules may name one another; functions are found whatever their order
        for other in IMPORT.findall(text):
            take(other)
        del done[name]
        done[name] = f"// {name}.js\n" + EXPORT.sub("", IMPORT.sub("", text))

    take(entry)
    return "\n".join(done.values())


def digest(text: str) -> str:
    """How a content security policy names an inline script."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def modules() -> frozenset[str]:
    """Names of all modules."""
    found = (files("liancun_sim.front") / "assets").iterdir()
    return frozenset(one.name.removesuffix(".js") for one in found if one.name.endswith(".js"))
