"""What no Chinese text may hold: terms given up, English words, marks and numbers against GB/T 15834 and 15835."""

import re

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

REJECTED_ENGLISH = {
    r"merger|by merging|merged village": "consolidation", r"peasant": "household", r"repetition": "replication",
    r"control group|treatment group": "baseline, villages treated", r"lagging village|poor village": "backward village",
    r"true consent|real consent": "private consent", r"\bluck\b(?![:'])": "chance", r"government official": "cadre",
    r"reconstructed county|fake|fabricat|falsif": "example county, drawn by the program",
    r"made up(?! of)": "filled in, drawn", r"cheat|\blied\b|dishonest|manipulat|falsely": "reported",
    r"coerc|bull(?:y|ied)|bribe": "pressure", r"inflat(?:ed|ing) report": "rounding up", r"graduat": "conversion",
}  # fmt: skip
"""English terms that are not used, as patterns, and what the glossary says instead."""

_NAMED = (
    # people
    "Abler Allers Asher Banerjee Beaman Blom Broockman Chamon Chen Christensen DellaVigna Dong Gentzkow Gerber Hansen "
    "Hill Huang Hyytinen Jalan Jin Kalla Khor Lo Liu Llopis Meghir Mobius Morin Mu Novosad Pencavel Pistaferri Prasad "
    "Qin Ravallion Santaeulàlia Shao Shen Strebel Vavreck Wang Wilson Yang Yao Zaller Zhang Zheng Fieller Beta Morris "
    "Sobol Welch Johnson Chow Brauw de Rozelle Shi Nuetah Xin Li Cheong Friedkin Johnsen Kish Wilcoxon Shapley "
    # journals and papers
    "CRRS "
    # programs, files, formats, methods by the name the field uses
    "liancun Python Excel CSV Linux UTC UTF PDF PNG SVG JSON YAML HTML mesa networkx numba numpy pandas scipy duckdb "
    "polars pyarrow matplotlib Mesa NumPy Dask SLURM GeoJSON Shapefile GeoPackage KML WGS PRIM Bootstrap CGCS BD GCJ "
    "ln Esc Enter Tab Ctrl URL IP "
    # values of tables
    "county formed left dissolved chance yes no best united forbidden ranges defaults baseline "
    # languages, which name themselves
    "English en zh Hans Hant HK TW"
)
NAMES = frozenset(_NAMED.split())
PROGRAM = re.compile(
    r"\[[a-z|-]+\]|\.(?:xlsx|csv|yaml|json)\b|"
    r"liancun(?:_sim)?(?: [a-z]+)+|Journal of P[a-z]+ Econom[a-z]+|American Political Science Review|"
    r"--[a-z-]+|(?<![A-Za-zà])[A-Za-z0-9*]+(?:[_./<=:→-]+[A-Za-z0-9*]+)+|\b(?:[A-Z]+\d+)+\b|\b[0-9a-f]{8,}\b|\d+[a-f]+\w*"
)
"""Names of the program and identifiers: options, variables, files, villages' numbers, digests."""
WORD = re.compile("[A-Za-zàù]{2,}")

STYLE = {
    "a half-width mark between Chinese characters": re.compile(r"[一-鿿][,;:!?][一-鿿]"),
    "a half-width colon behind a Chinese character": re.compile(r"[一-鿿]: "),
    "half-width brackets around Chinese": re.compile(r"\([^()]*[一-鿿][^()]*\)"),
    "a blank before %": re.compile(r"\d %"),
    "a range with … or –": re.compile(r"\d%? ?[…–] ?[-+−]?\d"),
    "a blank between a number and Chinese characters": re.compile(r"[一-鿿](?<!如) \d[\d,.]* [一-鿿]"),
    "a month as a program writes it": re.compile(r"(?<![\d=-])(?<!如 )\d{4}-(?:0[1-9]|1[0-2])(?![\d-])"),
    "no value written ∞ or nan": re.compile(r"∞|\bnan\b|\binf\b"),
}
ZERO = re.compile(r"^\s*\+? ?(?:考核偏宽|上报偏高)\s+0[.0]*(?:\s|$)")


def rejected(text: str) -> list[str]:
    """Terms of a text that are not used, with what to say instead."""
    return [f"{found[0]} → {REJECTED[term]}" for term, seen in _PATTERNS.items() if (found := seen.search(text))]


def rejected_english(text: str) -> list[str]:
    """Terms of an English text that are not used, with what to say instead."""
    found = ((re.search(term, text, re.IGNORECASE), instead) for term, instead in REJECTED_ENGLISH.items())
    return [f"{seen[0]} → {instead}" for seen, instead in found if seen]


def english(text: str) -> list[str]:
    """English words of a Chinese text that are no names."""
    return [word for word in WORD.findall(PROGRAM.sub(" ", text)) if word not in NAMES]


def style(text: str) -> list[str]:
    """What a text does against the rules of punctuation and numbers."""
    return [rule for rule, seen in STYLE.items() if seen.search(text)] + ["a zero is printed"] * bool(ZERO.search(text))


_PATTERNS = {term: re.compile(term) for term in REJECTED}
