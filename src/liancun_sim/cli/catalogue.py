"""``liancun catalogue``: everything registered, for people, programs and the documentation."""

from pathlib import Path

import click

from liancun_sim.cli.console import show, show_json, tell
from liancun_sim.cli.options import command, common, option
from liancun_sim.files import read_bytes, reason, whole_file
from liancun_sim.vocabulary import BadInput, Fault, Label, say


@command(
    Label("Everything registered, with both names, unit and source", "全部登记项及其中英文名称、单位和来源"),
    more=Label(
        "Policies, levers, channels, actions, mechanisms, coefficients, indicators, columns, union forms, decision "
        "rules, dated facts, columns of village tables and scenarios.",
        "政策、政策参数、政策作用点、行动、机制、系数、指标、状态列、联村形式、表决规则、制度事实、村级表列和情景。",
    ),
)
@common("json")
@option("--csv", "as_csv", is_flag=True, label=Label("Print the table as CSV", "以 CSV 输出"))
@option("--markdown", is_flag=True, label=Label("Print tables in Markdown", "以 Markdown 表格输出"))
@option("--kind", default=None, label=Label("Only one kind, e.g. coefficient", "只列一类，如 coefficient"))
@option(
    "--write", "document", default=None, type=click.Path(), metavar="FILE",
    label=Label("Bring the marked tables of a Markdown file up to date", "更新 Markdown 文件中带标记的表格"),
)  # fmt: skip
def catalogue(as_json: bool, as_csv: bool, markdown: bool, kind: str | None, document: str | None) -> None:
    from liancun_sim.catalogue.entries import KINDS, entries, of_kind, to_csv
    from liancun_sim.catalogue.model_tables import every_table
    from liancun_sim.catalogue.text import text

    if kind is not None and kind not in KINDS:
        raise BadInput(Fault("--kind", "", say("cli.unknown_kind", kind=kind, known=", ".join(KINDS))))
    if document is not None:
        _rewrite(document)
        return
    chosen = entries() if kind is None else of_kind(kind)
    if as_json:
        show_json([entry.row() for entry in chosen])
    elif as_csv:
        show(to_csv(chosen), end="")
    elif markdown:
        show(every_table(kind), end="")
    else:
        show("\n".join(text(kind)))


def _rewrite(document: str) -> None:
    from liancun_sim.catalogue.model_tables import rewritten

    try:
        text = read_bytes(Path(document)).decode()
    except OSError as error:
        raise BadInput(Fault(document, "", say("cli.cannot_read", reason=reason(error)))) from None
    except UnicodeDecodeError as error:
        raise BadInput(Fault(document, "", say("files.not_utf8", byte=error.start + 1))) from None
    with whole_file(document, replacing=True) as file:
        file.write_text(rewritten(text, document), "utf-8", newline="\n")
    tell(say("cli.written", path=document))
