"""Finding scenarios: by the name of a shipped one, or by path."""

import os
from functools import cache
from glob import glob
from pathlib import Path, PureWindowsPath

from liancun_sim.vocabulary import nearest, say
from liancun_sim.vocabulary.language import simplified

SUFFIXES = (".yaml", ".yml")
DEMO_SCENARIOS = ("strong_weak_pairing", "small_village_consolidation", "cadre_assistance", "combined")
"""Those shown first: of ``liancun demo``, and at the top of the page."""


@cache
def shipped_folder() -> Path:
    """The folder of shipped scenarios: inside an installed package, or beside ``src`` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "shipped" / "scenarios"
    return installed if installed.is_dir() else package.parents[1] / "scenarios"


def shipped_names() -> tuple[str, ...]:
    """Names of the shipped scenarios, sorted; one in a folder is called ``folder/name``."""
    files = glob("**/*.yaml", root_dir=shipped_folder(), recursive=True)  # noqa: PTH207
    return tuple(sorted(file.removesuffix(".yaml").replace(os.sep, "/") for file in files))


def find(source: str, folder: Path) -> Path | None:
    """The file a name or path means; relative paths start from `folder`.

    A shipped name wins over a file of the same name without suffix; ``./baseline`` means the file. What outputs
    call a shipped scenario (强弱村结对, Strong-weak pairing) means it too, where no file is called so.
    """
    if source in shipped_names():
        return shipped_folder() / f"{source}.yaml"
    path = str(folder / expanded(source))
    candidates = [Path(path + ending) for ending in (("",) if path.endswith(SUFFIXES) else ("", *SUFFIXES))]
    found = next((candidate for candidate in candidates if _is_file(candidate)), None)
    name = _shown_names().get(_plain(source)) if found is None else None
    return found if name is None else shipped_folder() / f"{name}.yaml"


def not_found(source: str) -> str:
    """What to say when `find` finds nothing."""
    shipped = ", ".join(shipped_names())
    near = nearest(source, (*shipped_names(), *_shown_names()))
    if near is None:
        return say("scenario.not_found", source=source, shipped=shipped)
    return say("scenario.not_found_near", source=source, near=near, shipped=shipped)


@cache
def _shown_names() -> dict[str, str]:
    """Shipped scenarios by the names outputs show, in simplified characters."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    files = {name: shipped_folder() / f"{name}.yaml" for name in shipped_names()}
    labels = {name: yaml.load(file.read_text("utf-8")).get("name", {}) for name, file in files.items()}
    return {_plain(label): name for name, label_of in labels.items() for label in label_of.values()}


def _plain(text: str) -> str:
    return simplified("".join(text.split())).lower()


def expanded(source: str) -> Path:
    """A path with ``~`` followed; a home nobody has stays as written.

    What Windows separates by ``\\`` is found elsewhere too, unless it names a drive.
    """
    windows = PureWindowsPath(source)
    path = Path(windows.as_posix() if "\\" in source and not windows.anchor else source)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name no file can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
