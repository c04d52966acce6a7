"""``liancun county import``."""

from pathlib import Path

import click

from liancun_sim.cli.console import show_json, show_report, tell
from liancun_sim.cli.options import PATH, argument, command, common, option
from liancun_sim.cli.spoken import SpokenRange
from liancun_sim.county.datums import DATUMS, Datum
from liancun_sim.vocabulary import BadInput, Fault, Label, say

MAP_ENDINGS = (".geojson", ".json", ".kml", ".kmz", ".gpkg", ".shp", ".shx")


@command(
    Label("Read a village table from Excel or CSV", "从 Excel 或 CSV 读入村级表"),
    Label(
        "FILE is a table, several (one a township, or one form a village), or a folder of them. "
        "Shows what each column was taken to mean and which rows were left out, then writes a county folder.",
        "文件为一个表、几个表（一乡一表或一村一表），或装有这些表的文件夹。"
        "先显示每一列的含义和未采用的行，再写出县数据文件夹。",
    ),
)
@argument("files", type=PATH, nargs=-1)
@option("--edges", type=PATH, metavar="FILE",
        label=Label("List of neighbouring villages, two on each line", "相邻村列表，每行两个村"))  # fmt: skip
@option("--boundaries", type=PATH, metavar="FILE",
        label=Label("Map of the villages (GeoJSON, shapefile, GeoPackage, KML): outlines, places and neighbours",
                    "村界图（GeoJSON、Shapefile、GeoPackage、KML）：边界、位置和相邻关系"))  # fmt: skip
@option("--barriers", type=PATH, metavar="FILE",
        label=Label("Map of rivers, railways or walls that part neighbours",
                    "河流、铁路等阻隔的地图，其两侧不算相邻"))  # fmt: skip
@option("--links", type=PATH, metavar="FILE",
        label=Label("Map of bridges or roads that join villages", "桥梁、道路的地图，其相连的村算相邻"))  # fmt: skip
@option("--datum", type=click.Choice(DATUMS),
        label=Label("Datum of the map's degrees; web maps in China are shifted",
                    "地图经纬度的坐标系；国内网络地图有偏移"))  # fmt: skip
@option("--barriers-datum", type=click.Choice(DATUMS),
        label=Label("Datum of the degrees of --barriers, where it is not that of the village map",
                    "--barriers 地图经纬度的坐标系，与村界图不同时给出"))  # fmt: skip
@option("--links-datum", type=click.Choice(DATUMS),
        label=Label("Datum of the degrees of --links, where it is not that of the village map",
                    "--links 地图经纬度的坐标系，与村界图不同时给出"))  # fmt: skip
@option("--tolerance", type=SpokenRange(1, 2000),
        label=Label("How far apart the borders of neighbours may be drawn on the map, in metres; 50 by default",
                    "地图上相邻两村的边界最多相距多少米，默认50米"))  # fmt: skip
@option("--encoding", metavar="NAME",
        label=Label("Encoding of CSV files; found out by default", "CSV 文件的编码，默认自动识别"))  # fmt: skip
@option("--sheet", metavar="NAME",
        label=Label("Sheet with the villages; found by default", "村庄所在的工作表，默认自动查找"))  # fmt: skip
@option("--adjacency", type=click.Choice(["synthetic"]),
        label=Label("Draw who is neighbour where the table does not say; stated on every result",
                    "表中没有相邻关系时由程序虚拟生成，并在所有结果中注明"))  # fmt: skip
@option("--year", type=SpokenRange(1950, 2100),
        label=Label("Year of all amounts of money in the table, and of the rows to read where it has several",
                    "表中各项金额所属的年份；各行分属几个年份时，只采用该年的行"))  # fmt: skip
@option("--zone", metavar="ZONE",
        label=Label("Zone of projected coordinates in metres, for example 39 or 117E",
                    "投影坐标（米）的带号或中央经线，如39或117E"))  # fmt: skip
@option("--hidden", type=click.Choice(["include", "leave-out"]),
        label=Label("What to do with hidden rows and columns", "隐藏的行和列如何处理"))  # fmt: skip
@option("--map", "maps", multiple=True, metavar="COLUMN=FIELD",
        label=Label("Which column holds what, by header or letter; may be repeated",
                    "指明某列（表头或字母）的含义，可重复"))  # fmt: skip
@option("--leave-out", "leave_out", multiple=True, metavar="COLUMN",
        label=Label("Column not to be used, by header or letter; may be repeated",
                    "不采用的列（表头或字母），可重复"))  # fmt: skip
@option("--accept", multiple=True, metavar="DOUBT",
        label=Label("Doubt settled in the table's favour, by the name its question gives; may be repeated",
                    "按表中所写确认某个疑问（名称见提问），可重复"))  # fmt: skip
@option("--replace", is_flag=True,
        label=Label("Write over a county that is there already; one changed by hand is asked about all the same",
                    "覆盖该处已有的县；其中若有手工改动，仍会先问"))  # fmt: skip
@common("out", "json")
def import_(files: tuple[str, ...], edges: str | None, boundaries: str | None, barriers: str | None, links: str | None,
            datum: Datum | None, barriers_datum: Datum | None, links_datum: Datum | None, tolerance: int | None,
            encoding: str | None, sheet: str | None, adjacency: str | None,
            year: int | None, zone: str | None, hidden: str | None, maps: tuple[str, ...],
            leave_out: tuple[str, ...], accept: tuple[str, ...], replace: bool, out: str | None,
            as_json: bool) -> None:  # fmt: skip
    maps_given = [file for file in files if Path(file).suffix.lower() in MAP_ENDINGS]
    if not files or maps_given:
        raise BadInput(_no_table(maps_given[0] if maps_given else boundaries))
    needs = {"--barriers": barriers, "--links": links, "--tolerance": tolerance}
    if boundaries is None and (alone := next((name for name, given in needs.items() if given), None)):
        raise BadInput(Fault("", alone, say("boundaries.needs_boundaries")))
    for name, given, map_file in (("barriers", barriers_datum, barriers), ("links", links_datum, links)):
        if given and map_file is None:
            raise BadInput(Fault("", f"--{name}-datum", say("boundaries.needs_map", option=f"--{name}")))
    from liancun_sim.files.limited import begin_reading

    begin_reading("liancun_sim.county.spreadsheet.within_limits")
    from liancun_sim.cli.replacing import may_ask, placed
    from liancun_sim.cli.settling import settled
    from liancun_sim.county import save_county
    from liancun_sim.county.check import check_county
    from liancun_sim.county.importing import import_county
    from liancun_sim.county.spreadsheet import Answers, Imported

    if out is not None:
        may_ask(out)

    def read(answers: Answers) -> Imported:
        return import_county(
            files,
            edges=edges,
            boundaries=boundaries,
            barriers=barriers,
            links=links,
            encoding=encoding,
            synthetic_adjacency=adjacency == "synthetic",
            answers=answers,
        )

    columns = tuple(_column_and_field(text) for text in maps)
    imported = settled(
        read,
        Answers(
            accept=accept,
            leave_out=leave_out,
            map=columns,
            year=year,
            zone=zone,
            datum=datum,
            barriers_datum=barriers_datum,
            links_datum=links_datum,
            tolerance=tolerance,
            hidden=hidden,
            sheet=sheet,
        ),
    )
    county, folder = imported.county, Path(out or imported.county.key)
    found = [str(finding) for finding in check_county(county)]
    if as_json:
        show_json({**imported.report.as_json(), "check": found})
    else:
        show_report(imported.report.text())
        for line in (say("spreadsheet.report_check"), *(f"  {line}" for line in found)) if found else ():
            show_report(line)
    with placed(county, folder, replace=replace):
        save_county(county, folder)
    tell(say("spreadsheet.imported", folder=folder))


def _no_table(map_file: str | None) -> Fault:
    """What to give where there is no village table, but perhaps a map."""
    if map_file is None:
        return Fault("", "", say("boundaries.nothing_given"))
    return Fault(map_file, "", say("boundaries.no_table", map=map_file))


def _column_and_field(text: str) -> tuple[str, str]:
    column, separator, field = text.rpartition("=")
    if not (column and separator and field):
        raise BadInput(Fault("", "--map", say("doubts.map_form", text=text)))
    return column, field
