"""manifest.json: what a folder of ours holds, so that nothing else in it is ever touched."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from liancun_sim.files.kind import Kind
from liancun_sim.files.reading import read_json

MANIFEST = "manifest.json"
OURS = "liancun_sim "
"""How the kind of every manifest of ours begins."""

MOST_BYTES = 100_000_000
"""That of a store holds every scenario as resolved."""

LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")  # left by file managers


def write_manifest(folder: Path, kind: Kind, about: Mapping[str, object]) -> None:
    """Write the manifest of a folder that is complete but for it: kind, provenance, and the digest of every file."""
    files = {name: digest(folder / name) for name in entries(folder)}
    content = {"kind": kind.key, **about, "files": files}
    text = json.dumps(content, ensure_ascii=False, indent=2, default=str)
    (folder / MANIFEST).write_text(text, "utf-8", newline="\n")


def kind_of(folder: Path) -> str | None:
    """The kind in a folder's manifest, if it is one of ours."""
    content = _read(folder)
    return None if content is None else str(content["kind"])


def strangers(folder: Path, kind: Kind) -> list[str] | None:
    """What somebody has added to a folder of ours or changed in it; None if it holds no manifest of the kind."""
    content = _content(folder)
    if content is None or content["kind"] != kind.key:
        return None
    files: dict[str, str] = content["files"]
    kept = {f"{parent.as_posix()}/" for name in files for parent in Path(name).parents}

    def is_ours(name: str) -> bool:
        if name.endswith("/"):  # a folder whose files somebody has moved away
            return name in kept
        return name == MANIFEST or (name in files and files[name] == digest(folder / name))

    return [name for name in entries(folder) if not is_ours(name)]


def entries(folder: Path) -> list[str]:
    """Everything in a folder but litter, as paths within it; folders that hold nothing end in "/".

    Links are entries: nothing behind them belongs to the folder.
    """
    return sorted(_entries(folder, ""))


def _entries(folder: Path, within: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        for entry in found:
            name = f"{within}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                below = list(_entries(folder / entry.name, f"{name}/"))
                yield from below or [f"{name}/"]
            elif entry.name not in LITTER and not entry.name.startswith(("~$", ".~lock")):
                yield name


def digest(path: Path) -> str | None:
    """Of a file's content; None for what is no plain file."""
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def _content(folder: Path) -> dict[str, Any] | None:
    """A manifest that lists what a folder of ours holds; None where there is none, or one of the wrong shape."""
    content = _read(folder)
    return content if content is not None and isinstance(content.get("files"), dict) else None


def _read(folder: Path) -> dict[str, Any] | None:
    """Any manifest of ours, that of a store of runs included, which lists no files."""
    try:
        content = read_json(folder / MANIFEST, MOST_BYTES)
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and str(content.get("kind")).startswith(OURS) else None
