"""The files people write and the files that are written: keys, columns, defaults, bounds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from liancun_sim.catalogue.model_tables import table as catalogue_table
from liancun_sim.cli.reference.page import page, table
from liancun_sim.cli.reference.study_words import KEYS
from liancun_sim.reports.audit.page import FILES as AUDITED
from liancun_sim.reports.common.dictionary import FILES as COMPARED
from liancun_sim.reports.common.dictionary import OBSTACLE
from liancun_sim.reports.plan.page import FILES as PLANNED
from liancun_sim.results import TableColumn
from liancun_sim.results.comparison.columns import VILLAGE_SUFFIXES, VILLAGES
from liancun_sim.results.patterns.columns import PATTERNS
from liancun_sim.running.study.study_file import DESIGN_KEYS, StudyFile
from liancun_sim.scenario import json_schema
from liancun_sim.vocabulary import Label, current_language

OUTPUTS: Mapping[Label, Mapping[str, Sequence[TableColumn]]] = {
    Label("A comparison", "比较"): {**COMPARED, "villages.csv": (*VILLAGES, OBSTACLE, *VILLAGE_SUFFIXES)},
    Label("An audit", "成效核验"): AUDITED,
    Label("A plan", "方案"): PLANNED,
    Label("Patterns", "模式"): {"patterns.csv": PATTERNS},
}

KEY, DEFAULT, BOUNDS = Label("key", "键"), Label("default", "默认"), Label("may be", "取值")
MEANING, UNIT, NAME = Label("meaning", "含义"), Label("unit", "单位"), Label("name", "名称")


def files_page() -> str:
    """Every file format."""
    return page(
        Label("Files", "文件"),
        Label("Files are YAML 1.2, CSV in UTF-8 or Parquet. Unknown keys are errors that name the near one.",
              "文件为 YAML 1.2、UTF-8 编码的 CSV 或 Parquet。未知的键会报错，并提示相近的写法。"),
        [
            f"## {Label('A scenario', '情景文件')}", *_scenario(),
            f"## {Label('A study', '研究文件')}", *_study(),
            f"## {Label('A county: villages.csv', '县数据：villages.csv')}", catalogue_table("village_field"),
            f"### {Label('Leading trades', '主导产业')}", catalogue_table("trade"),
            f"## {Label('Tables of results', '结果表')}", *_outputs(),
            f"## {Label('The store of a sweep', '批量模拟的结果库')}", *_store(),
        ],
    )  # fmt: skip


def _scenario() -> Iterator[str]:
    """The keys of a scenario and of its blocks, from the schema editors read."""
    schema = json_schema()
    blocks = {"": schema, **{name: _block(schema, part) for name, part in schema["properties"].items()}}
    for name, block in blocks.items():
        own = block.get("properties", {})
        if not own or name == "coefficients":
            continue
        rows = [[f"`{key}`", _meaning(part), _shown(part.get("default")), _bounds(part)] for key, part in own.items()]
        yield (f"### `{name}:`\n\n" if name else "") + table((KEY, MEANING, DEFAULT, BOUNDS), rows)


def _block(schema: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    for one in (part, *part.get("anyOf", ()), *part.get("allOf", ())):
        if "$ref" in one:
            found: Mapping[str, Any] = schema["$defs"][one["$ref"].rpartition("/")[2]]
            return found
    return {}


def _meaning(part: Mapping[str, Any]) -> str:
    """The half of a description in the current language, with its unit."""
    english, _, chinese = str(part.get("description", part.get("title", ""))).partition(" · ")
    unit = f" [{chinese.rpartition(' [')[2]}" if chinese.endswith("]") and " [" in chinese else ""
    if current_language() == "en" or not chinese:
        return english + unit
    return chinese


def _bounds(part: Mapping[str, Any]) -> str:
    kinds = [part, *part.get("anyOf", ())]
    choices = next((one["enum"] for one in kinds if "enum" in one), None)
    if choices:
        return ", ".join(f"`{choice}`" for choice in choices)
    for one in kinds:
        low, high = one.get("minimum", one.get("exclusiveMinimum")), one.get("maximum", one.get("exclusiveMaximum"))
        if low is not None:
            return f"{low:,.6g}–{high:,.6g}" if high is not None else f"≥ {low:,.6g}"
    return ""


def _shown(value: Any) -> str:
    if value is None or isinstance(value, dict):  # the keys of a block have their own defaults
        return ""
    text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    return f"`{text}`"


def _study() -> Iterator[str]:
    """The keys of a study and of its blocks."""
    yield _keys(StudyFile, "")
    for name in ("design", "settling", "stop", "keep"):
        if name in StudyFile.model_fields:
            yield f"### `{name}:`\n\n{_keys(_part(name), f'{name}.')}"
            if name == "design":
                rows = [[f"`{kind}`", _list(needs), _list(takes)] for kind, (needs, takes) in DESIGN_KEYS.items()]
                yield table((Label("kind", "种类"), Label("needs", "必填"), Label("may take", "可填")), rows)


def _part(name: str) -> type[BaseModel]:
    """The form of a block, optional or not."""
    annotation = StudyFile.model_fields[name].annotation
    kinds = (annotation, *getattr(annotation, "__args__", ()))
    return next(one for one in kinds if isinstance(one, type) and issubclass(one, BaseModel))


def _keys(form: type[BaseModel], prefix: str) -> str:
    rows = []
    properties = form.model_json_schema()["properties"]
    for key, field in form.model_fields.items():
        default = "" if field.is_required() or isinstance(field.default, BaseModel) else _shown(field.default)
        rows.append([f"`{key}`", str(KEYS[prefix + key]), default, _bounds(properties[key])])
    return table((KEY, MEANING, DEFAULT, BOUNDS), rows)


def _list(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _outputs() -> Iterator[str]:
    for question, files in OUTPUTS.items():
        for name, columns in files.items():
            rows = [[_column(one), str(one.label), one.unit, str(one.meaning)] for one in columns]
            yield f"### {question}{Label(': ', '：')}{name}\n\n{table((KEY, NAME, UNIT, MEANING), rows)}"


def _column(one: TableColumn) -> str:
    """A column's name; of those there are for every outcome, its ending."""
    outcome = str(Label("*outcome*", "*结果*")) if one in VILLAGE_SUFFIXES else ""
    return outcome + (f"`{one.name}`" if one.name else "")


STORED: Mapping[str, Label] = {
    "`manifest.json`": Label(
        "what the study is and what its results came from; written last", "研究内容和结果来源；最后写入"
    ),
    "`points.parquet`": Label("point, group, role, then a column per factor", "点、组、角色，其后每个因子一列"),
    "`design.parquet`": Label(
        "run_id, scenario, point, replicate, batch, chunk, place, own",
        "run_id、scenario、point、replicate、batch、chunk、place、own",
    ),
    "`chunks.parquet`": Label("chunk, chunk_id, batch, runs", "chunk、chunk_id、batch、runs"),
    "`county/`": Label("the county, for exact replays", "县数据，用于精确重放"),
    "`series/`, `villages/`": Label(
        "tables a run leaves behind, if kept; written first", "运行另存的表（若保留）；先写入"
    ),
    "`runs/`": Label(
        "a row per run (`run_id`, `status`, `error`, `wall_s`, `host`, `attempt`, outcomes): the mark that it is done",
        "每次运行一行（`run_id`、`status`、`error`、`wall_s`、`host`、`attempt` 和各项结果）：完成的标记",
    ),
    "`compacted.json`": Label("which chunks were folded into one file", "哪些块已合并成一个文件"),
}


def _store() -> Iterator[str]:
    rows = [(name, str(what)) for name, what in STORED.items()]
    yield table((Label("file", "文件"), Label("holds", "内容")), rows)
    yield str(
        Label(
            "[For researchers](../researchers.md) shows how other programs read it.",
            "其他程序如何读取，见[供研究者使用](../researchers.md)。",
        )
    )
