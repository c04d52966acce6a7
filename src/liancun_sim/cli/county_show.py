"""``liancun county show``."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from liancun_sim.cli.console import show as show_text
from liancun_sim.cli.console import show_json, tell
from liancun_sim.cli.options import argument, command, common
from liancun_sim.vocabulary import Label, say

if TYPE_CHECKING:
    import pandas as pd


@command(
    Label("Table, map and distributions of a county", "县的表格、地图和分布"),
    Label(
        "Prints a table of townships; with --out, also draws map.png and distributions.png into that folder.",
        "输出乡镇表；给出 --out 时，还在该文件夹中绘制 map.png 和 distributions.png。",
    ),
)
@argument("county", metavar="DIR", default="default")
@common("out", "json")
def show(county: str, out: str | None, as_json: bool) -> None:
    from liancun_sim.county import load_county, populate
    from liancun_sim.county.summary import township_table
    from liancun_sim.files import check_folder
    from liancun_sim.files.kind import PICTURES

    if out is not None:
        check_folder(out, PICTURES)
    shown = load_county(county)
    table = township_table(shown)
    if as_json:
        show_json({"name": str(shown.name), "provenance": dict(shown.provenance), "townships": table.to_dict("index")})
    else:
        show_text(_as_text(table))
        for note in shown.provenance.get("notes", ()):
            tell(str(Label(note["en"], note["zh"])))
    if out is not None:
        from liancun_sim.reports.county.pictures import write_county_pictures

        for path in write_county_pictures(shown, populate(shown), Path(out)):
            tell(say("county.wrote", path=path))


def _as_text(table: "pd.DataFrame") -> str:
    """The township table in columns; Chinese characters count as two."""
    from rich.console import Console
    from rich.table import Table

    from liancun_sim.county.summary import COLUMNS

    printed = Table(box=None, header_style="", pad_edge=False)
    printed.add_column("")
    for label in COLUMNS.values():
        printed.add_column(str(label), justify="right")
    decimals = {"poor_collective_share": 2, "neighbours": 1}
    for name, row in table.iterrows():
        printed.add_row(str(name), *(f"{row[key]:,.{decimals.get(key, 0)}f}" for key in COLUMNS))
    text = io.StringIO()
    Console(file=text, width=120).print(printed)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines())
