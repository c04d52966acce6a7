"""Units in words: a quotient is said part by part, 元/（人·年）."""

from collections.abc import Mapping

from liancun_sim.vocabulary.label import Label

WHOLE: Mapping[str, Label] = {
    "yuan/yuan": Label("yuan per yuan", "元/元"),
    "contacts/month": Label("contacts/month", "次/月"),
    "assemblies/month": Label("assemblies/month", "次/月"),
    "assemblies/village/year": Label("assemblies/village/year", "次/（村·年）"),
    "ratio": Label("ratio", "倍"),
    "km": Label("km", "公里"),
    "1": Label("no unit", "无单位"),
    "villages": Label("villages", "个村"),
    "log odds": Label("log odds", "对数优势"),
    "number": Label("number", "个"),
    "index": Label("index", "分值"),
    "0–1": Label("index 0–1", "分值（0～1）"),
    "0–1/month": Label("index 0–1/month", "分值/月"),
    "0–4": Label("index 0–4", "分值（0～4）"),
    "share": Label("%", "%"),
    "yes/no": Label("yes/no", "是/否"),
    "log annual income": Label("log annual income", "年收入对数值"),
    "log yuan/person/year": Label("log yuan/person/year", "元/（人·年）的对数值"),
    "share of the loan": Label("share of the loan", "占贷款的比例"),
    "share of the capital": Label("share of the capital", "占资本的比例"),
    "SD of the assessed index": Label("SD of the assessed index", "考核指数的标准差"),
    "SD per unit trust": Label("SD per unit trust", "标准差/信任度单位"),
    "failures at t0": Label("failures at t0", "期初失败数"),
    "by the aim": Label("by the aim", "按目标的单位"),
    "by the other aim": Label("by the other aim", "按另一目标的单位"),
    "workshops/100 households": Label("workshops/100 households", "个作坊/百户"),
}
"""What is not said part by part."""

PARTS: Mapping[str, str] = {
    "yuan": "元", "year": "年", "years": "年", "month": "月", "months": "月", "person": "人", "persons": "人",
    "1,000 persons": "千人", "village": "村", "villages": "个村", "household": "户", "households": "户", "mu": "亩",
    "cadre-month": "人月", "cadre-months": "人月", "contact": "次接触", "contacts": "次接触", "visit": "次走访",
    "visits": "次走访", "meeting": "次会议", "meetings": "次会议", "form": "份征求意见表", "forms": "份征求意见表",
    "broadcasts": "次广播", "report": "份汇报", "reports": "份汇报", "proposal": "项动议", "proposals": "项动议",
    "assessment": "次考核", "assessments": "次考核", "appraisal": "次评议", "class": "期培训", "capacity": "能力分值",
    "pairs": "对", "winters": "个冬季", "suggestions": "条", "resolution": "项决议", "resolutions": "项",
    "rounds": "轮", "assemblies": "次", "jobs": "个岗位", "job": "个岗位", "post": "职位", "posts": "个职位",
    "place": "个名额", "places": "个名额", "greenhouse": "座大棚", "greenhouses": "座大棚", "well": "眼井",
    "wells": "眼井", "units": "个单位", "levels": "级", "workshop": "个作坊", "townships": "个乡镇", "union": "联村",
    "unions": "个联村", "growers": "个种植户", "period": "期", "harvest": "季收成", "work": "项工程",
    "projects": "个项目",
    "failures": "次失败", "promises": "次承诺", "quarter": "季度", "SD": "标准差", "log": "对数值",
    "log²": "对数值²", "trust": "信任度", "share": "比例", "probability": "概率", "weight": "权重", "code": "编号",
    "text": "文字", "row": "行", "rows": "行", "choice": "选项", "rank": "名次", "names": "名称", "address": "地址",
    "correlation": "相关系数", "points": "分", "times": "次", "doublings": "次翻倍", "count": "次", "1": "1",
    "runs": "次", "draws": "次抽取",
}  # fmt: skip
"""What units are made of: English → Chinese."""


def unit_label(unit: str) -> Label:
    """A unit in both languages: as a whole, or its parts; as it is where a part has no name."""
    if unit in WHOLE:
        return WHOLE[unit]
    above, *below = unit.split("/")
    if any(part not in PARTS for part in (above, *below)):
        return Label(unit, unit)
    named = [PARTS[part].removeprefix("个") for part in below]
    if not named:
        return Label(unit, PARTS[above])
    return Label(unit, f"{PARTS[above]}/{named[0] if len(named) == 1 else f'（{"·".join(named)}）'}")


def declared_unit_label(unit: str) -> Label:
    """The unit of a value as it is declared, where a share is no percentage."""
    return Label("share 0–1", "比例（0～1）") if unit == "share" else unit_label(unit)
