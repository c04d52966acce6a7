"""The columns of ``patterns.csv``."""

from liancun_sim.results.common.table_column import column

PATTERNS = (
    column("pattern", "Pattern", "模式", "", "Key of the pattern", "模式变量名"),
    column("number", "Number", "编号"),
    column("en", "Pattern, English", "模式（英文）"),
    column("zh", "Pattern, Chinese", "模式（中文）"),
    column("measure", "Measure", "度量", "", "What is measured", "度量变量名"),
    column("unit", "Unit", "单位"),
    column("low", "At least", "不低于", "", "Lower end of what is asked; empty if open", "要求的下限；无下限时为空"),
    column("high", "At most", "不高于", "", "Upper end of what is asked; empty if open", "要求的上限；无上限时为空"),
    column("model", "Model", "模型", "", "Mean over replications, assumptions at their defaults", "各次重复的平均，假设取默认值"),
    column("standard_error", "Standard error", "标准误"),
    column("ci_low", "95 % from", "95%置信区间下限", "", "Student t with n − 1 degrees of freedom", "t 分布，自由度 n−1"),
    column("ci_high", "95 % to", "95%置信区间上限"),
    column("replications", "Replications", "重复次数", "number"),
    column("verdict", "Verdict", "结论", "",
            "passed: the interval lies inside; failed: outside; open: across an end, or one replication; not_measured",
            "passed 区间在要求之内；failed 在要求之外；open 跨过端点或仅一次重复；not_measured 无可测对象"),
    column("use", "Use", "用途", "",
            "calibration: coefficients may be chosen by it; validation: never; input: holds by construction",
            "calibration 可据以选定系数；validation 不用于选定；input 由设定决定"),
    column("source_en", "Source, English", "出处（英文）"),
    column("source_zh", "Source, Chinese", "出处（中文）"),
)  # fmt: skip

PASSED, FAILED, OPEN, NOT_MEASURED = "passed", "failed", "open", "not_measured"
