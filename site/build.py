"""Builds the documentation as a static site in both languages: ``python site/build.py [FOLDER]``.

It opens from disk, searches, and asks nothing of a network. Needs the dependency group ``docs``.
"""

import logging
import shutil
import sys
import tempfile
import tomllib
import warnings
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from mkdocs.commands.build import build  # noqa: E402
from mkdocs.config import load_config  # noqa: E402
from staging import OTHER, staged  # noqa: E402

NAMES = {"en": "English", "zh": "中文"}
TITLES = {"en": "liancun_sim: a laboratory for joint-village governance", "zh": "liancun_sim：联村自治模拟实验室"}
UNUSED = ("*.map", "wordcut.js", "tinyseg.js", "search_index.json", "sitemap.xml*")
"""Files for developers of the theme, other languages and servers."""

FRONT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>liancun_sim</title>
<script>location.replace((navigator.language || "").startsWith("zh") ? "zh/index.html" : "en/index.html")</script>
</head><body><p><a href="en/index.html">English</a> · <a href="zh/index.html">中文</a></p></body></html>
"""


def build_site(folder: Path) -> None:
    """Build both languages into `folder`, whole or not at all.

    Raises
    ------
    mkdocs.exceptions.Abort
        If a link leads nowhere.
    """
    with tempfile.TemporaryDirectory() as work:
        made = Path(work) / "site"
        for language in NAMES:
            _build(language, Path(work) / language, made / language)
        for pattern in UNUSED:
            for path in made.rglob(pattern):
                path.unlink()
        (made / "index.html").write_text(FRONT, "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, folder)


def _build(language: str, source: Path, out: Path) -> None:
    files = staged(language)
    for name in ("iframe-worker.js", "style.css"):
        files[name] = (HERE / name).read_bytes()
    for place, content in files.items():
        path = source / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    alternate = [{"name": NAMES[one], "lang": one, "link": ""} for one in (language, OTHER[language])]
    config = load_config(
        str(HERE / "mkdocs.yml"),
        site_name=TITLES[language],
        docs_dir=str(source),
        site_dir=str(out),
        nav=_nav(language, sorted(files)),
        plugins=[{"search": {"lang": [language]}}, "offline"],
        strict=True,
    )
    config.theme["language"] = language
    config.theme.language = language
    config.extra["alternate"] = alternate
    build(config)


def _nav(language: str, places: list[str]) -> list[Any]:
    """Sections in the order of ``pages.toml``; a folder stands for all its pages, its README first."""
    told = tomllib.loads((HERE / "pages.toml").read_text("utf-8"))
    pages = [place for place in places if place.endswith(".md")]
    named = tuple(name for section in told["section"] for name in section["pages"])
    unnamed = [place for place in pages if not place.startswith(named)]
    found = []
    for section in told["section"]:
        listed: list[Any] = []
        for name in (*section["pages"], *(unnamed if section.get("rest") else ())):
            inside = sorted(
                (place for place in pages if place.startswith(name)),
                key=lambda place: (not place.endswith("README.md"), place),
            )
            title = told["folders"].get(name.rstrip("/"))
            listed += [{title[language]: inside}] if title else inside or [name]
        found.append({section[language]: listed})
    return found


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("jieba").setLevel(logging.ERROR)
    warnings.simplefilter("ignore", SyntaxWarning)  # of jieba's source
    build_site(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "build" / "site")
