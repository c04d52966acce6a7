"""``liancun county``: the table of commands about counties."""

import click

from liancun_sim.cli.lazy import Entry, LazyGroup
from liancun_sim.vocabulary import Label

ENTRIES = (
    Entry("make", "liancun_sim.cli.county_make", "make",
          Label("Reconstruct a county from published aggregates", "根据公开的汇总数据重建一个县")),
    Entry("import", "liancun_sim.cli.county_import", "import_",
          Label("Read a village table from Excel or CSV", "从 Excel 或 CSV 读入村级表")),
    Entry("template", "liancun_sim.cli.county_template", "template",
          Label("Write the blank village table", "写出空白村级表")),
    Entry("check", "liancun_sim.cli.county_check", "check",
          Label("Check a county folder", "检查县数据文件夹")),
    Entry("show", "liancun_sim.cli.county_show", "show",
          Label("Table, map and distributions of a county", "县的表格、地图和分布")),
    Entry("export", "liancun_sim.cli.county_export", "export",
          Label("Export a county as a workbook and tables", "把县导出为工作簿和表格")),
)  # fmt: skip


@click.group(cls=LazyGroup, entries=ENTRIES, label=Label("Counties in and out", "县数据的输入与输出"))
def county() -> None:
    pass
