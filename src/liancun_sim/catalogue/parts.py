"""The parts of the program: what each holds, what each imports, and a picture of both, read from the source itself."""

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from liancun_sim.vocabulary import Label

PARTS: Mapping[str, Label] = {
    "vocabulary": Label("words, units, messages, in both languages", "用词、单位、消息（中英文）"),
    "files": Label("writing and reading files, whole or not at all", "文件读写：要么完整，要么不写"),
    "compiled": Label("where compiled kernels are kept", "编译后计算核的存放"),
    "draws": Label("addressed random numbers", "带地址的随机数"),
    "parameters": Label("dated facts; coefficients with ranges", "有日期的事实；带区间的系数"),
    "county": Label("village tables, people and their network", "村庄表、农户及其关系网"),
    "decision_rules": Label("decision rules; electorates", "表决规则；表决人范围"),
    "interventions": Label("channels, actions, unions", "政策作用点、行动、联村"),
    "policies": Label("one policy a file", "一个文件一项政策"),
    "state": Label("columns and stores", "状态列与存储"),
    "mechanisms": Label("one process a file or folder", "一个文件或文件夹一个过程"),
    "indicators": Label("what is measured", "度量什么"),
    "simulation": Label("the month as one list; one run", "一个月一张列表；一次模拟"),
    "scenario": Label("from a file to a resolved scenario", "由文件得到完整情景"),
    "agents": Label("Mesa agents and LiancunModel", "Mesa 主体与 LiancunModel"),
    "patterns": Label("what the model is held to", "模型与已知事实的对照"),
    "results": Label("columns of outputs; the store", "输出列；结果库"),
    "running": Label("doing it: comparison, audit, study", "运行：比较、成效核验、研究"),
    "front": Label("the page's modules, and the data they read", "网页模块及其数据"),
    "planner": Label(
        "who should join: candidates, chances, rules, the best plan", "该联哪些村：候选、把握、规则、最优方案"
    ),
    "analysis": Label("what was found, from results alone", "只由结果得出的分析"),
    "reports": Label("page, workbook, figures, tables", "网页、工作簿、图、表"),
    "catalogue": Label("everything registered; generated docs", "全部登记项；自动生成的文档"),
    "api": Label("what users import", "供用户引用的函数"),
    "app": Label("the page served on this machine", "在本机提供的网页"),
    "cli": Label("one file a command", "一个文件一条命令"),
}
"""Every part, below what it stands on."""

WIDE, HIGH, GAP, LIFT = 250, 46, 24, 30
"""Of the picture's boxes and what lies between them. [pixels]"""


@cache
def imports() -> dict[str, tuple[str, ...]]:
    """Part → the parts its files import, annotations included, in the order of `PARTS`."""
    root = Path(__file__).parents[1]
    found: dict[str, set[str]] = {part: set() for part in PARTS}
    for path in sorted(root.rglob("*.py")):
        part = path.relative_to(root).parts[0].removesuffix(".py")
        if part in found:
            found[part] |= {name for name in _imported(path) if name != part and name in found}
    return {part: tuple(one for one in PARTS if one in names) for part, names in found.items()}


def _imported(path: Path) -> set[str]:
    """Top-level parts a file imports by name."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module:
            full = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            full = [alias.name for alias in node.names]
        else:
            continue
        named |= {name.split(".")[1] for name in full if name.startswith("liancun_sim.")}
    return named


def needed(edges: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The imports that do not follow from others: a picture of all of them would show nothing."""
    reached: dict[str, set[str]] = {}
    for part in PARTS:  # those below are done before
        reached[part] = set(edges[part]).union(*(reached[one] for one in edges[part]))
    return {
        part: tuple(one for one in below if not any(one in reached[other] for other in below if other != one))
        for part, below in edges.items()
    }


def storeys(edges: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Parts by the longest way down, the lowest storey first."""
    height: dict[str, int] = {}
    for part in PARTS:
        height[part] = 1 + max((height[one] for one in edges[part]), default=-1)
    return [[part for part in PARTS if height[part] == level] for level in range(max(height.values()) + 1)]


def picture(language: str) -> str:
    """The storeys as SVG; a line leads from a part to each part it imports that no other line leads to."""
    lines = needed(imports())
    floors = storeys(lines)
    widest = max(map(len, floors))
    width, height = widest * (WIDE + GAP) + GAP, len(floors) * (HIGH + LIFT) + LIFT
    place: dict[str, tuple[float, float]] = {}
    for level, floor in enumerate(floors):
        left = (width - len(floor) * (WIDE + GAP) + GAP) / 2
        for column, part in enumerate(floor):
            place[part] = (left + column * (WIDE + GAP), height - (level + 1) * (HIGH + LIFT))
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for part, below in lines.items():
        for one in below:
            (x, y), (u, v) = place[part], place[one]
            drawn.append(
                f'<path d="M{x + WIDE / 2:.0f} {y + HIGH:.0f} C{x + WIDE / 2:.0f} {y + HIGH + LIFT:.0f} '
                f'{u + WIDE / 2:.0f} {v - LIFT:.0f} {u + WIDE / 2:.0f} {v:.0f}" fill="none" stroke="#8a8f98"/>'
            )
    for part, (x, y) in place.items():
        holds = PARTS[part].in_language(language)
        drawn += [
            f'<rect x="{x:.0f}" y="{y:.0f}" width="{WIDE}" height="{HIGH}" rx="5" fill="#f3f5f7" stroke="#5b6573"/>',
            f'<text x="{x + WIDE / 2:.0f}" y="{y + 19:.0f}" font-size="14" text-anchor="middle">{part}</text>',
            f'<text x="{x + WIDE / 2:.0f}" y="{y + 36:.0f}" font-size="10" fill="#444" '
            f'text-anchor="middle">{holds}</text>',
        ]
    return "\n".join([*drawn, "</svg>", ""])
