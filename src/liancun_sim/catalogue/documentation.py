"""The generated parts of the documentation: marked tables in Markdown files, and the picture of the parts.

A file whose name ends in ``.zh.md`` has its tables in Chinese, any other in English.
"""

from pathlib import Path

from liancun_sim.catalogue.model_tables import OPENING, rewritten
from liancun_sim.catalogue.parts import picture
from liancun_sim.vocabulary import BadInput, Fault, current_language, say, use_language

PICTURES = {"architecture.svg": "en", "architecture.zh.svg": "zh-Hans"}


def regenerated(folder: Path) -> dict[Path, str]:
    """Every generated file of a folder of documentation with the text it should have.

    Raises
    ------
    BadInput
        If there is no such folder, or a marker in it names no table or has no end.
    """
    if not folder.is_dir():
        raise BadInput(Fault(str(folder), "", say("catalogue.no_docs")))
    spoken = current_language()
    found: dict[Path, str] = {}
    try:
        for path in sorted(folder.rglob("*.md")):
            text = path.read_text("utf-8")
            if OPENING.search(text):
                use_language("zh-Hans" if path.name.endswith(".zh.md") else "en")
                found[path] = rewritten(text, str(path))
    finally:
        use_language(spoken)
    return found | {folder / "pictures" / name: picture(language) for name, language in PICTURES.items()}
