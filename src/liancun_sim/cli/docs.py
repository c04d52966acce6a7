"""``liancun docs``: what of the documentation is generated, brought up to date."""

from pathlib import Path

import click

from liancun_sim.cli.console import tell
from liancun_sim.cli.options import argument, command
from liancun_sim.files import whole_file
from liancun_sim.vocabulary import Label, say


@command(
    Label("Bring the generated tables and pictures of docs/ up to date", "更新 docs/ 中自动生成的表和图"),
    more=Label(
        "For those who change the source: run it after adding a policy, a coefficient or anything else registered.",
        "供修改源码的人使用：新增政策、系数、状态列或其他登记项之后运行。",
    ),
)
@argument("folder", default="docs", type=click.Path(path_type=Path))
def docs(folder: Path) -> None:
    from liancun_sim.catalogue.documentation import regenerated

    for path, text in regenerated(folder).items():
        there = path.exists()
        if there and path.read_text("utf-8") == text:
            continue
        with whole_file(path, replacing=there) as file:
            file.write_text(text, "utf-8", newline="\n")
        tell(say("cli.written", path=path))
