"""``liancun docs``: the documentation, opened in the browser; with ``--update``, its generated parts."""

import subprocess
import sys
import webbrowser
from importlib.util import find_spec
from pathlib import Path

import click

from liancun_sim.cli.console import show, tell
from liancun_sim.cli.options import argument, command, option
from liancun_sim.files import whole_file
from liancun_sim.vocabulary import BadInput, Fault, Label, current_language, say

PACKAGE = Path(__file__).parents[1]
CHECKOUT = PACKAGE.parents[1]
CARRIED = PACKAGE / "shipped" / "site"
BUILDER = CHECKOUT / "site" / "build.py"
BUILT = CHECKOUT / "build" / "site"


@command(
    Label("Open the documentation; offline, in both languages", "打开文档（离线，中英文）"),
    more=Label(
        "In a checkout of the source the generated parts of docs/ are brought up to date first, and the site is built "
        "where something changed. --update does the first alone: run it after adding a policy, a coefficient or "
        "anything else registered.",
        "在源码目录中，先更新 docs/ 中自动生成的部分，有变动时再生成网站。"
        "--update 只做前一步：新增政策、系数或其他登记项之后运行。",
    ),
)
@argument("folder", default=None, required=False, type=click.Path(path_type=Path))
@option("--update", is_flag=True, label=Label(
    "Only bring the generated parts of a folder of documentation up to date (default: docs)",
    "只更新文档文件夹（默认 docs）中自动生成的部分"))  # fmt: skip
@option("--no-open", is_flag=True, label=Label("Print where it is instead of opening it", "不打开，只显示位置"))
def docs(folder: Path | None, update: bool, no_open: bool) -> None:
    if update or folder is not None:
        _update(folder or Path("docs"))
        return
    front = _front()
    page = front.parent / current_language()[:2] / "index.html"
    show(page.as_uri())
    if not no_open:
        webbrowser.open(page.as_uri())


def _update(folder: Path) -> None:
    from liancun_sim.cli.reference import written

    for path, text in written(folder).items():
        there = path.exists()
        if there and path.read_text("utf-8") == text:
            continue
        with whole_file(path, replacing=there) as file:
            file.write_text(text, "utf-8", newline="\n")
        tell(say("cli.written", path=path))


def _front() -> Path:
    """The first page: of this checkout, brought up to date, else the one that came with the program.

    Raises
    ------
    BadInput
        If the site is neither there nor can be built.
    """
    if not BUILDER.exists():
        if not (CARRIED / "index.html").exists():
            raise BadInput(Fault(str(CARRIED), "", say("cli.no_site")))
        return CARRIED / "index.html"
    _update(CHECKOUT / "docs")
    if _stale():
        if find_spec("mkdocs") is None:
            raise BadInput(Fault(str(BUILDER), "", say("cli.no_site_builder")))
        tell(say("cli.building_site"))
        subprocess.run([sys.executable, str(BUILDER), str(BUILT)], check=True)
    return BUILT / "index.html"


def _stale() -> bool:
    """Whether a text is newer than the site."""
    front = BUILT / "index.html"
    sources = [path for place in ("docs", "site") for path in (CHECKOUT / place).rglob("*") if path.is_file()]
    return not front.exists() or max(path.stat().st_mtime for path in sources) > front.stat().st_mtime
