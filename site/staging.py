"""The pages of the site in one language, made from ``docs/`` and the repository's own texts.

A page in two languages is one file with the headings ``## English`` and ``## 中文``, or two, the Chinese one ending in
``.zh.md``; any other file serves both, and says on the Chinese side that it is in English.
"""

import os
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
REPOSITORY = (
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "verification/README.md",
    "benchmarks/README.md",
    "experiments/equal_cost/README.md",
)
"""Texts beside the documentation that the site holds too."""

SEARCHED = {"glossary.md": 4.0, "decisions/": 0.5}
"""How much more a page, or a folder's pages, count in a search: who seeks a term wants its meaning first."""

HALVES = {"en": "English", "zh": "中文"}
OTHER = {"en": "zh", "zh": "en"}
ONLY_ENGLISH = "*本页只有英文。*"
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
HALF = re.compile(r"^## (English|中文)\n", re.MULTILINE)
BETWEEN_LANGUAGES = re.compile(
    r"^\[(?:English|中文|中文说明)\]\([^)]*\)(?: · \[(?:English|中文)\]\([^)]*\))?\n+", re.MULTILINE
)
CODE = re.compile(r"(^```.*?^```$|`[^`\n]*`)", re.MULTILINE | re.DOTALL)


def staged(language: str) -> dict[str, str | bytes]:
    """Every file of the site's sources in a language: where it stands there → what it holds."""
    sources = {source.relative_to(DOCS).as_posix(): source for source in DOCS.rglob("*") if source.is_file()}
    sources |= {f"repository/{name}": ROOT / name for name in REPOSITORY}
    found: dict[str, str | bytes] = {}
    for place, source in sources.items():
        if not place.endswith(".md"):
            found[place] = source.read_bytes()
        elif not place.endswith(".zh.md"):
            found[place] = _weight(place) + page(source, place, language)
    for source in pictures(sources):
        found[f"repository/{source.relative_to(ROOT).as_posix()}"] = source.read_bytes()
    return found


def page(source: Path, place: str, language: str) -> str:
    """One page in one language, its links leading to pages of the site."""
    twin = source.with_name(f"{source.name.removesuffix('.md')}.zh.md")
    text = (twin if language == "zh" and twin.exists() else source).read_text("utf-8")
    title, _, body = text.partition("\n")
    halves = HALF.split(text)
    if len(halves) == 5:
        own = dict(zip(halves[1::2], halves[2::2], strict=True))[HALVES[language]]
        title, body = title.split(" · ")[OTHER[language] == "en"] if " · " in title else title, "\n" + _raised(own)
        title = title if title.startswith("# ") else f"# {title}"
    elif language == "zh" and not twin.exists() and not re.search(r"[一-鿿]", title):
        body = f"\n{ONLY_ENGLISH}\n{body}"
    body = BETWEEN_LANGUAGES.sub("", body)
    return CODE.sub(lambda found: found[0], _linked(f"{title}\n{body}", source, place))


def _weight(place: str) -> str:
    """What says before a page how much it counts in a search."""
    weights = [weight for start, weight in SEARCHED.items() if place.startswith(start)]
    return f"---\nsearch:\n  boost: {weights[0]}\n---\n" if weights else ""


def pictures(sources: dict[str, Path]) -> list[Path]:
    """Pictures that the repository's texts show."""
    texts = [source for place, source in sources.items() if place.startswith("repository/")]
    texts += [twin for one in texts if (twin := one.with_name(f"{one.stem}.zh.md")).exists()]
    shown = {one.parent / found[3] for one in texts for found in LINK.finditer(one.read_text("utf-8")) if found[1]}
    return sorted(path.resolve() for path in shown if path.exists())


def _raised(half: str) -> str:
    """A half of a page, its headings one level higher: its title is the page's."""
    parts = CODE.split(half)
    return "".join(
        part if index % 2 else re.sub(r"^#(#+ )", r"\1", part, flags=re.M) for index, part in enumerate(parts)
    )


def _linked(text: str, source: Path, place: str) -> str:
    parts = CODE.split(text)
    return "".join(
        part if index % 2 else LINK.sub(lambda found: _link(found, source, place), part)
        for index, part in enumerate(parts)
    )


def _link(found: re.Match[str], source: Path, place: str) -> str:
    """A link as the site needs it: to pages of this language, to texts beside the documentation, else plain words."""
    shows, words, target = found.groups()
    if target.startswith(("#", "http:", "https:", "mailto:")):
        return found[0]
    path, mark, anchor = target.partition("#")
    there = Path(os.path.normpath(source.parent / path))
    there = there.with_name(there.name.replace(".zh.md", ".md"))
    if there.is_relative_to(DOCS):
        to = there.relative_to(DOCS).as_posix()
    elif shows or there.relative_to(ROOT).as_posix() in REPOSITORY:
        to = f"repository/{there.relative_to(ROOT).as_posix()}"
    else:
        return words if words.startswith("`") else f"{words} (`{there.relative_to(ROOT).as_posix()}`)"
    if to.endswith("/") or (DOCS / to).is_dir():
        to = f"{to.rstrip('/')}/README.md"
    return f"{shows}[{words}]({os.path.relpath(to, Path(place).parent).replace(os.sep, '/')}{mark}{anchor})"
