"""``liancun county import``."""

from pathlib import Path

import click

from liancun_sim.cli.console import show, show_json, tell
from liancun_sim.cli.options import PATH, command, common, option
from liancun_sim.vocabulary import Label, say


@command(
    Label("Read a village table from Excel or CSV", "从 Excel 或 CSV 读入村级表"),
    Label(
        "Shows what each column was taken to mean and which rows were left out, then writes a county folder.",
        "先显示每一列的含义和未采用的行，再写出县数据文件夹。",
    ),
)
@click.argument("file", type=PATH)
@option("--edges", type=PATH, metavar="FILE",
        label=Label("List of neighbouring villages, two on each line", "相邻村列表，每行两个村"))  # fmt: skip
@option("--encoding", metavar="NAME",
        label=Label("Encoding of CSV files; found out by default", "CSV 文件的编码，默认自动识别"))  # fmt: skip
@option("--sheet", metavar="NAME",
        label=Label("Sheet with the villages; found by default", "村庄所在的工作表，默认自动查找"))  # fmt: skip
@option("--adjacency", type=click.Choice(["synthetic"]),
        label=Label("Make up who is neighbour where the table does not say; stated on every result",
                    "表中没有相邻关系时由程序编造，并在所有结果中注明"))  # fmt: skip
@common("out", "json")
def import_(file: str, edges: str | None, encoding: str | None, sheet: str | None, adjacency: str | None,
            out: str | None, as_json: bool) -> None:  # fmt: skip
    from liancun_sim.county import save_county
    from liancun_sim.county.spreadsheet import read_spreadsheet
    from liancun_sim.files import check_folder
    from liancun_sim.files.kind import COUNTY

    if out is not None:
        check_folder(out, COUNTY)
    imported = read_spreadsheet(
        file, edges=edges, encoding=encoding, sheet=sheet, synthetic_adjacency=adjacency == "synthetic"
    )
    if as_json:
        show_json(imported.report.as_json())
    else:
        show(imported.report.text())
    folder = Path(out or imported.county.key)
    save_county(imported.county, folder)
    tell(say("spreadsheet.imported", folder=folder))
