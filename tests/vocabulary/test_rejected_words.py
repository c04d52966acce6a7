"""One word for one thing, neutral words and Chinese punctuation, over every text the package holds."""

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import liancun_sim
from liancun_sim.vocabulary.messages import messages

PACKAGE = Path(liancun_sim.__file__).parent
READ_NOT_SAID = ("county/spreadsheet/", "county/boundaries/", "county/place_names.py", "county/reported_cases.py")
"""Patterns of what people write in their tables, and titles quoted."""

REJECTED = {
    "干部月": "人月", "随机与假设": "偶然因素和假设", "随机性": "偶然因素",
    "运气": "偶然因素", "怨气": "不满情绪", "伙伴": "对方村",
    "编造": "虚拟生成", "虚增": "上报偏高", "人情": "考核偏宽",
    "施压": "当面表态效应", "社会压力": "当面表态效应", "宣称": "上报口径",
    "审计": "成效核验", "素质": "履职能力", "话语感": "参与感",
    "返后进": "转化后再次列入", "测量回归": "均值回归", "选村效应": "选村偏差",
    "选择效应": "选村偏差", "杠杆": "政策参数", "政策设置": "政策参数",
    "渠道": "政策作用点", "摘要值": "校验码", "毫无所得": "无增益",
    "自助区间": "自助法（Bootstrap）置信区间", "永久": "持久", "真实同意": "私下同意",
    "（真实）": "（模型内实际）", "议决": "表决", "议成": "形成决议",
    "受助": "受帮扶", "受扶持": "受帮扶", "受政策覆盖": "受帮扶",
    "对照方案": "对照（无政策）", "摘帽": "转化", "重构": "虚构",
    "合成农户": "推算农户", "党员户(?!数)": "党员", "法定村民会议": "村民会议",
    "小村合并": "小村联建", "解体": "解散", "元/人/年": "元/（人·年）",
    "，真实{": "，私下{", "^真实": "私下", "项中成立": "项中组建",
    "村集体年收入": "村集体经济收入", "村集体收入": "村集体经济收入", "治理实验室": "联村自治模拟实验室",
    "联村提议": "联村动议", "按需优先": "先难后易", "代码提交": "程序版本",
    "(?<![～–])95%区间": "95%置信区间", "来历": "数据与版本说明", "(?<![\u4e00-\u9fff])离散|的离散": "标准差",
}  # fmt: skip
"""A term that is not used, as a pattern, and what stands in its place."""

ALLOWED = ("由程序合成：",)
"""What earlier exports say."""

BETWEEN_CHINESE = re.compile("[\u4e00-\u9fff][,;:!?][\u4e00-\u9fff]")
SPACE_BEFORE_PERCENT = re.compile(r"[\d}] %(?!\w)")


def _strings() -> Iterator[tuple[str, str]]:
    for source in sorted(PACKAGE.rglob("*.py")):
        place = source.relative_to(PACKAGE).as_posix()
        if place.startswith(READ_NOT_SAID):
            continue
        tree = ast.parse(source.read_text("utf-8"))
        documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
                yield place, node.value
    for path in (files("liancun_sim.vocabulary") / "messages").iterdir():
        for key, entry in messages(path.name.removesuffix(".toml")).items():
            yield f"{path.name} [{key}]", entry["zh"]


CHINESE = [(place, text) for place, text in _strings() if re.search("[\u4e00-\u9fff]", text) and text not in ALLOWED]


@pytest.mark.parametrize("term", REJECTED)
def test_a_rejected_term_is_nowhere(term: str) -> None:
    pattern = re.compile(term)
    found = [f"{place}: {text}" for place, text in CHINESE if pattern.search(text)]
    assert not found, f"{term} → {REJECTED[term]}"


def test_no_western_punctuation_stands_between_chinese_characters() -> None:
    assert not [one for one in CHINESE if BETWEEN_CHINESE.search(one[1])]


def test_no_blank_stands_before_a_percent_sign_in_chinese() -> None:
    assert not [one for one in CHINESE if SPACE_BEFORE_PERCENT.search(one[1]) and "：" in one[1]]
