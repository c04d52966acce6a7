"""The kinds of folder liancun writes, as their manifests name them."""

from dataclasses import dataclass

from liancun_sim.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Kind:
    """key : as in the manifest. label : as in sentences."""

    key: str
    label: Label


COUNTY = Kind("liancun_sim county", Label("county", "县数据"))
EXPORT = Kind("liancun_sim county export", Label("export of a county", "县数据导出"))
PICTURES = Kind("liancun_sim county pictures", Label("set of county pictures", "县图"))
COMPARISON = Kind("liancun_sim comparison", Label("comparison", "比较"))
AUDIT = Kind("liancun_sim audit", Label("audit", "成效核验"))
PLAN = Kind("liancun_sim plan", Label("plan of unions", "结对方案"))
ANALYSIS = Kind("liancun_sim analysis", Label("analysis", "分析"))
PATTERNS = Kind("liancun_sim patterns", Label("table of patterns", "模式对照表"))
