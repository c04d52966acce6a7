"""``liancun county export``."""

from pathlib import Path

from liancun_sim.cli.console import show_json, tell
from liancun_sim.cli.options import argument, command, common, option
from liancun_sim.vocabulary import Label, say


@command(
    Label("Export a county as a workbook and tables", "把县导出为工作簿和表格"),
    Label(
        "Writes villages.csv (opens in Excel), county.xlsx, villages.geojson (points) and known outlines.",
        "写出 villages.csv（可用 Excel 打开）、county.xlsx、villages.geojson（点）和已知的村界。",
    ),
)
@argument("county", metavar="DIR", default="default")
@option(
    "--households",
    is_flag=True,
    label=Label("Also write the synthesised households, households.parquet", "同时写出推算的农户 households.parquet"),
)
@common("out", "json")
def export(county: str, households: bool, out: str | None, as_json: bool) -> None:
    from liancun_sim.county import load_county, populate
    from liancun_sim.county.export import export_county
    from liancun_sim.files import check_folder
    from liancun_sim.files.kind import EXPORT

    if out is not None:
        check_folder(out, EXPORT)
    exported = load_county(county)
    folder = Path(out or f"{exported.key}-export")
    check_folder(folder, EXPORT)
    paths = export_county(exported, folder, populate(exported) if households else None)
    if as_json:
        show_json([str(path) for path in paths])
    for path in paths:
        tell(say("county.wrote", path=path))
