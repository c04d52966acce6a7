"""The pages of the reference (``docs/reference/``), each from what it is about, in both languages."""

from collections.abc import Callable, Mapping
from pathlib import Path

from liancun_sim.catalogue.documentation import regenerated
from liancun_sim.cli.reference.commands import commands_page
from liancun_sim.cli.reference.files import files_page
from liancun_sim.cli.reference.functions import functions_page
from liancun_sim.cli.reference.registered import indicators_page, policies_page, scenarios_page
from liancun_sim.vocabulary import current_language, use_language

PAGES: Mapping[str, Callable[[], str]] = {
    "commands": commands_page,
    "functions": functions_page,
    "policies": policies_page,
    "indicators": indicators_page,
    "scenarios": scenarios_page,
    "files": files_page,
}
ENDINGS = {"en": ".md", "zh-Hans": ".zh.md"}


def written(folder: Path) -> dict[Path, str]:
    """Every generated file of a folder of documentation with the text it should have.

    The pages of the reference are among them where the folder has a place for them.

    Raises
    ------
    BadInput
        As `regenerated` does.
    """
    found = regenerated(folder)
    if not (folder / "reference").is_dir():
        return found
    spoken = current_language()
    try:
        for language, ending in ENDINGS.items():
            use_language(language)
            found |= {folder / "reference" / f"{name}{ending}": make() for name, make in PAGES.items()}
    finally:
        use_language(spoken)
    return found
