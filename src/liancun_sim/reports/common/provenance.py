"""What a result came from: the entries of its manifest, named in both languages."""

import re
from collections.abc import Iterable, Mapping

from liancun_sim.reports.common.markup import Html, both, element, fold, html, said, table
from liancun_sim.vocabulary import Label
from liancun_sim.vocabulary.months import month_label
from liancun_sim.vocabulary.sources import source_label

NAMES: Mapping[str, Label] = {
    "baseline": Label("Baseline", "对照（无政策）"),
    "batches": Label("Batches of replications", "重复的批数"),
    "central_draw": Label("Assumptions under chance alone", "仅偶然因素时的各项假设"),
    "command": Label("Command", "命令"),
    "cores": Label("Cores", "核数"),
    "county": Label("County", "县"),
    "created": Label("Planned at (UTC)", "规划时间（UTC）"),
    "data_digest": Label("Digest of county and scenarios", "县与情景数据的校验码"),
    "digest": Label("Digest", "校验码"),
    "failed_worlds": Label("Worlds that failed", "运行失败的模拟"),
    "format": Label("Format of the store", "结果库格式"),
    "host": Label("Machine", "机器"),
    "keep": Label("Kept beside the outcomes", "结果之外保留的表"),
    "key": Label("Key", "变量名"),
    "kind": Label("Kind", "类型"),
    "liancun_sim": Label("Version of liancun_sim", "liancun_sim 版本"),
    "machine": Label("Processor", "处理器"),
    "model_digest": Label("Digest of the model", "模型的校验码"),
    "months": Label("Months", "月数"),
    "name": Label("Name", "名称"),
    "case_villages": Label("Villages of the cases the sources tell of, names invented", "材料所述案例的村（村名虚构）"),
    "own_luck": Label("Every world has draws of its own", "每种情形各用一套随机数"),
    "packages": Label("Packages", "软件包"),
    "python": Label("Python", "Python"),
    "redraw_start": Label("Start redrawn in every replication", "每次重复重抽期初"),
    "replications": Label("Replications", "重复次数"),
    "runs": Label("What was run", "运行对象"),
    "runs_per_chunk": Label("Runs stored together", "每批存储的运行数"),
    "scale": Label("Scale", "规模"),
    "scenarios": Label("Scenarios", "情景"),
    "seed": Label("Seed", "随机种子"),
    "series": Label("Series", "序列"),
    "settling": Label("Rule that ends replication", "终止重复的规则"),
    "source": Label("Commit", "程序版本（提交号）"),
    "sources": Label("Sources", "来源"),
    "start": Label("First month", "起始月"),
    "started": Label("Started at (UTC)", "开始时间（UTC）"),
    "strata": Label("Strata", "分组"),
    "study_digest": Label("Digest of the study", "研究的校验码"),
    "synthesised": Label("Columns the model filled in", "由模型补全的列"),
    "system": Label("System", "操作系统"),
    "tables": Label("Tables kept", "保留的表"),
    "villages": Label("Villages", "村"),
    "years": Label("Years", "年份"),
    "first_month": Label("First month simulated", "模拟首月"),
    "last_month": Label("Last month simulated", "模拟末月"),
    "table": Label("Year of the village table", "村级数据年份"),
    "real_yuan_of": Label("Real yuan are of", "实际金额价格基年"),
    "assumed": Label("Years beyond published series", "超出公布数据的年份"),
    "income_and_prices": Label("Incomes and prices", "收入和物价"),
    "migrant_wage": Label("Pay of hired work", "雇工工资"),
    "staff_wage": Label("Pay of cadres", "干部工资"),
    "workers": Label("Worker processes", "工作进程数"),
}
COLON = Label(": ", "：")
MONTH = re.compile(r"\d{4}-\d{2}")
VARIABLE = re.compile(r"[a-z]\w*(?:, [a-z]\w*)*")
TOLD_APART = ("notes", "synthesised_for")  # of a county: the first stand above the table, the second only counted
IN_SIGHT = 40
"""Entries of a block that stand in the page; more, as of all assumptions, are opened."""
NOTHING: tuple[object, ...] = (None, [], {}, "", ())


def came_from(provenance: Mapping[str, object], notes: Iterable[Label] = ()) -> Html:
    """A manifest as a table, below what must be known of the county."""
    rows = [[_named(key), _told(value)] for key, value in provenance.items() if value not in NOTHING]
    known = (element("p", both(note)) for note in notes)
    return element("div", [*known, table([said("column_key"), said("column_value")], rows)])


def _named(key: str) -> Html:
    """Its name with the key below, as it stands in manifest.json."""
    return Html(both(NAMES[key]) + element("code", key, kind="unit")) if key in NAMES else element("code", key)


def _told(value: object) -> Html:
    """An entry as text, lists and blocks a line each; what has both languages, in both."""
    if isinstance(value, bool):
        return said("yes" if value else "no")
    if isinstance(value, Mapping):
        if set(value) == {"en", "zh"}:
            return both(Label(value["en"], value["zh"]))
        inside = {key: one for key, one in value.items() if one not in NOTHING and key not in TOLD_APART}
        lines = _lines(Html(f"{_short_name(key)}{both(COLON)}{_told(one)}") for key, one in inside.items())
        return fold(said("entries", count=len(inside)), lines) if len(inside) > IN_SIGHT else lines
    if isinstance(value, list | tuple):
        long = any(isinstance(one, Mapping | list) or len(str(one)) > 20 for one in value)
        return _lines(map(_told, value)) if long else _plain(", ".join(map(str, value)))
    return _plain(str(value))


def _plain(text: str) -> Html:
    """An entry in both languages where it has them; a name of the program's as such."""
    label = month_label(text) if MONTH.fullmatch(text) else source_label(text)
    if label.zh != text:
        return both(label)
    return element("code", text) if VARIABLE.fullmatch(text) else html(text)


def _short_name(key: str) -> Html:
    return both(NAMES[key]) if key in NAMES else element("code", key)


def _lines(parts: Iterable[Html]) -> Html:
    return Html("<br>".join(parts))
