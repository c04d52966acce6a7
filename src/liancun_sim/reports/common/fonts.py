"""A font with Chinese characters for the figures, or English figures where the machine has none."""

import logging
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from liancun_sim.vocabulary import current_language, say

FAMILIES = (
    "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC", "Source Han Sans SC",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei",
)  # fmt: skip
FILES = ("msyh.ttc", "PingFang.ttc", "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "wqy-microhei.ttc")
EXTRA = "noto-cjk-sans-otc"  # the package of the extra `fonts`


@cache
def chinese_font() -> str | None:
    """The family name of a font that shows Chinese, registered with matplotlib; None if there is none."""
    from matplotlib.font_manager import fontManager

    known = {font.name for font in fontManager.ttflist}
    for family in FAMILIES:
        if family in known:
            return family
    path = _on_disk() or _from_extra()
    if path is None:
        return None
    fontManager.addfont(path)
    faces = [font.name for font in fontManager.ttflist if font.fname == str(path)]  # a collection has several
    return min(faces, key=lambda name: name not in FAMILIES, default=None)


def _on_disk() -> Path | None:
    """A font file installed after matplotlib last listed the system's fonts."""
    from matplotlib.font_manager import findSystemFonts

    by_name = {Path(name).name.lower(): Path(name) for name in findSystemFonts()}
    return next((by_name[name.lower()] for name in FILES if name.lower() in by_name), None)


def _from_extra() -> Path | None:
    """The font file that the extra `fonts` installs."""
    try:
        listed = files(EXTRA) or []
    except PackageNotFoundError:
        return None
    found = [Path(str(name.locate())) for name in listed if name.suffix in (".otc", ".ttc", ".otf", ".ttf")]
    return min(found, key=lambda path: ("Regular" not in path.name, path.name), default=None)


def figure_language() -> str:
    """The language figures can be drawn in: the current one, or English without a Chinese font."""
    language = current_language()
    if language == "en" or chinese_font():
        return language
    _say_once()
    return "en"


@cache
def _say_once() -> None:
    logging.getLogger("liancun_sim.reports").warning(say("report.no_chinese_font"))
