"""Every public name of the package: how it is called and what its docstring says."""

import inspect
import re
from collections.abc import Iterator, Mapping

import liancun_sim
from liancun_sim.cli.reference.page import page
from liancun_sim.vocabulary import Label, current_language

CHINESE: Mapping[str, str] = {
    "County": "一个县：村庄、邻接关系及其来源说明。",
    "Household": "农户，Mesa 主体；数值存于列中。",
    "LiancunModel": "Mesa 模型，逐月推进一个情景。",
    "Scenario": "完整的情景：全部设置及其来源。",
    "Union": "联村，Mesa 主体。",
    "Village": "行政村，Mesa 主体。",
    "advise": "某村的每种对方村组合。",
    "analyse": "读取一项批量模拟：排名、后悔值、敏感性、在哪里失败。",
    "audit": "把上报成效分解为各种原因。",
    "check_plan": "按规则检查方案并重新模拟。",
    "compare": "把若干情景与对照（无政策）成对比较。",
    "default_county": "示例县。",
    "demo": "示例县的演示比较。",
    "explain": "某村某月某个数值由谁贡献。",
    "load_county": "读取县数据文件夹。",
    "load_scenario": "读取情景：自带名称、文件或映射。",
    "make_county": "根据公开的汇总数据重建一个县。",
    "measure_patterns": "按模型应符合的模式度量。",
    "parameters_of": "列出一个情景可变动的参数及其区间。",
    "plan": "该联哪些村。",
    "read_result": "由结果文件夹重新得到结果。",
    "replay": "精确重放一次已存的运行。",
    "run": "运行一个情景。",
    "run_scenarios": "同一随机因素下运行多个情景。",
    "simulate": "运行一次模拟，按名称返回结果。",
    "sweep": "运行一项研究设计中的所有点；随时可续。",
}
"""One sentence each; docstrings themselves are in English."""

SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)


def functions_page() -> str:
    """All public functions and classes."""
    return page(
        Label("Functions", "函数"),
        Label(
            "`from liancun_sim import …`: what is listed here is public; the same text is shown by `help()`.",
            "`from liancun_sim import …`：此处所列即公开接口；说明为英文，与 `help()` 相同。",
        ),
        _functions(),
    )


def _functions() -> Iterator[str]:
    for name in sorted(liancun_sim.__all__, key=str.lower):
        if name.startswith("__"):
            continue
        thing = getattr(liancun_sim, name)
        head = f"## {name}"
        if current_language() != "en":
            head += f"\n\n{CHINESE[name]}"
        yield f"{head}\n\n```text\n{name}{signature(thing)}\n```\n\n{_body(inspect.getdoc(thing) or '')}"
        if inspect.isclass(thing):
            yield from _members(name, thing)


def signature(thing: object) -> str:
    """How it is called, an argument a line where there are many; without annotations, which the text explains."""
    try:
        full = inspect.signature(thing)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ""
    parts = [str(one.replace(annotation=one.empty)) for one in full.parameters.values() if one.name != "self"]
    return f"({', '.join(parts)})"


def _members(owner: str, kind: type) -> Iterator[str]:
    """Methods and properties a class declares itself."""
    rows = []
    for name, member in vars(kind).items():
        text = inspect.getdoc(member) if callable(member) or isinstance(member, property) else None
        if name.startswith("_") or not text:
            continue
        called = signature(member) if callable(member) else ""
        rows.append(f"- `{owner.lower()}.{name}{called}`: {' '.join(_words(text.partition(chr(10) * 2)[0]).split())}")
    if rows:
        yield "\n".join(rows)


def _body(doc: str) -> str:
    """A NumPy docstring as Markdown: sections by name, examples as code, arguments as a list."""
    first, *rest = SECTION.split(doc)
    parts = [_words(first)]
    for title, text in zip(rest[::2], rest[1::2], strict=True):
        text = text.strip("\n")
        if title == "Examples":
            parts.append(f"**{title}**\n\n```pycon\n{text}\n```")
        else:
            parts.append(f"**{title}**\n\n{_arguments(text)}")
    return "\n\n".join(part.rstrip() for part in parts if part.strip())


def _arguments(text: str) -> str:
    """What is indented belongs to the line above it."""
    lines: list[str] = []
    for line in text.splitlines():
        if line[:1].isspace() and lines:
            lines[-1] += f"{' ' if ' ' in lines[-1] else ': '}{line.strip()}"  # an error stands alone on its line
        elif line.strip():
            lines.append(line.strip())
    return "\n".join(f"- {_words(line)}" for line in lines)


def _words(text: str) -> str:
    return re.sub(r"``([^`]+)``", r"`\1`", text)
