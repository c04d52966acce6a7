"""What the keys of a study file mean; which keys there are, their types and defaults, the form of studies says."""

from collections.abc import Mapping

from liancun_sim.vocabulary import Label

KEYS: Mapping[str, Label] = {
    "name": Label("what the study is called: `{en: …, zh: …}`", "研究名称：`{en: …, zh: …}`"),
    "question": Label("what it asks, for the report", "研究问题，写入报告"),
    "baseline": Label("scenario the others are compared with; `null` for none", "对照情景；`null` 表示没有"),
    "scenarios": Label("names or paths of scenarios", "情景名称或路径"),
    "county": Label("county folder; by default the scenarios' own", "县数据文件夹；默认为情景自带"),
    "months": Label("months to simulate; by default the scenarios' own", "模拟月数；默认为情景自带"),
    "settings": Label("settings of every scenario, as `--set` takes them", "各情景共同的设置，写法同 `--set`"),
    "levers": Label("settings somebody chooses: name → range or list", "由人选定的设置：名称 → 区间或列表"),
    "uncertainties": Label(
        "coefficients to vary: `all`, `none`, a list of names, or name → range",
        "变动的系数：`all`、`none`、名称列表，或名称 → 区间",
    ),
    "design": Label("which points are visited, see below", "取哪些点，见下"),
    "replications": Label("replications of every point, or `until settled`", "每个点的重复次数，或 `until settled`"),
    "luck": Label("draws of a point's own, or shared by all points", "每个点各用一套随机数（own），或共用（shared）"),
    "settling": Label("when replication stops, with `until settled`", "`until settled` 时的停止规则"),
    "seed": Label("seed of everything after t0", "期初之后的随机种子"),
    "outcomes": Label(
        "what is recorded of a run: `all`, or indicators, `indicator@township:ID`, `indicator@month:24`",
        "记录什么：`all`，或指标、`indicator@township:ID`、`indicator@month:24`",
    ),
    "stop": Label("what ends a run early, see below", "使一次运行提前结束的条件，见下"),
    "keep": Label("what is kept of every run beside its outcomes", "每次运行另存的表"),
    "runs_per_chunk": Label(
        "runs a worker does at a time; by default some seconds' worth", "工作进程一次做几次运行；默认约几秒"
    ),
    "design.kind": Label("kind of design", "设计种类"),
    "design.points": Label("points of a Latin hypercube or a Halton sequence", "拉丁超立方或霍尔顿序列的点数"),
    "design.base": Label("base rows of a Sobol design, a power of two", "Sobol 设计的基准行数，2的幂"),
    "design.trajectories": Label("paths of a Morris design", "莫里斯设计的路径数"),
    "design.levels": Label("levels of a grid or of Morris paths", "网格或莫里斯路径的水平数"),
    "design.seed": Label("seed of the design itself", "设计自身的种子"),
    "design.rows": Label("the points of a list", "列表的点"),
    "design.file": Label("CSV file of points", "点的 CSV 文件"),
    "settling.outcome": Label("outcome that ranks the scenarios", "用以排名的结果"),
    "settling.confidence": Label("how sure the ranking must be", "排名的置信水平"),
    "settling.batch": Label("replications added at a time", "每批增加的重复次数"),
    "settling.at_most": Label("replications at most", "重复次数上限"),
    "settling.indifference": Label("a difference too small to matter", "可忽略的差异"),
    "stop.outcome": Label("indicator, also `indicator@township:ID`", "指标，也可写 `indicator@township:ID`"),
    "stop.at_least": Label("the run ends when the value is this or more", "数值达到或超过时结束"),
    "stop.at_most": Label("the run ends when the value is this or less", "数值等于或低于时结束"),
    "stop.held_for": Label("measurements in a row in which it must hold", "须连续满足的测量次数"),
    "keep.series": Label("indicators whose monthly series are kept", "保存逐月序列的指标"),
    "keep.strata": Label("strata of these series", "这些序列的分组"),
    "keep.villages": Label("outcomes kept for every village", "逐村保存的结果"),
}
