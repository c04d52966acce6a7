"""The manifest of a store: what its study is and what its results came from, as JSON."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from liancun_sim.files import read_bytes, reason
from liancun_sim.files.manifest import MOST_BYTES
from liancun_sim.results.store.manifest_form import misshapen
from liancun_sim.vocabulary import BadInput, Fault, say

KIND, FORMAT = "liancun_sim sweep", 1
MANIFEST = "manifest.json"
NEEDED = ("scenarios", "factors", "outcomes", "tables")


def has_store(folder: Path) -> bool:
    """Whether a folder holds the manifest of anything."""
    return (folder / MANIFEST).is_file()


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """The manifest in a folder.

    Raises
    ------
    BadInput
        If there is none, or it is not one this version reads.
    """
    file = folder / MANIFEST
    try:
        manifest = json.loads(read_bytes(file, MOST_BYTES), object_hook=partial(_Block, file))
        json.dumps(manifest, ensure_ascii=False).encode()  # half a character, as in "\ud800", which nothing could print
    except (FileNotFoundError, NotADirectoryError):
        raise BadInput(Fault(str(folder), "", say("store.none_here"))) from None
    except OSError as error:
        raise BadInput(Fault(str(folder), "", say("store.unreadable", reason=reason(error)))) from None
    except (ValueError, RecursionError):
        raise BadInput(Fault(str(file), "", say("store.broken_manifest"))) from None
    if not isinstance(manifest, dict) or manifest.get("kind") != KIND:
        raise BadInput(Fault(str(folder), "", say("store.none_here")))
    if manifest.get("format") != FORMAT:
        fields = {"found": manifest.get("format"), "known": FORMAT}
        raise BadInput(Fault(str(folder), "", say("store.other_format", **fields)))
    for key in NEEDED:
        manifest[key]  # a block that lacks it says so
    place = misshapen(manifest)
    if place is not None:
        raise BadInput(Fault(str(file), "", say("store.other_form", place=place)))
    return manifest


class _Block(dict[str, Any]):
    """A block of a manifest; what is missing in it, as after an edit by hand, is told when asked for."""

    def __init__(self, file: Path, content: Mapping[str, Any]):
        super().__init__(content)
        self.file = file

    def __missing__(self, key: str) -> Any:
        raise BadInput(Fault(str(self.file), "", say("store.lacks", key=key)))
