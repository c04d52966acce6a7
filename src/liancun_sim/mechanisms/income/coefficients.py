"""The coefficients of income: how it varies, how long a change lasts, who gains from roads and water, loans."""

from liancun_sim.parameters import Coefficient
from liancun_sim.vocabulary import Label

COEFFICIENTS = (
    Coefficient(
        "income.spread", 0.50, 0.44, 0.58, "log",
        Label("Spread of a year's log income per person inside a village", "村内人均年收入对数的标准差"),
        "from a within-village Gini of .28 (Shen & Yao 2008): √2·Φ⁻¹(.64) = .51; the ends are Ginis of .24 and .32",
        raises=("income_gini",),
    ),
    Coefficient(
        "income.permanent_share", 0.50, 0.30, 0.70, "share",
        Label("Part of the variance of log income that is permanent", "收入对数方差中持久部分的比例"),
        "assumption: no share was found. Panels of rural China point both ways: variance mainly transitory (Jin & Wang "
        "2018), incomes highly mobile (Shi, Nuetah & Xin 2010), their ranks very persistent (Li & Cheong 2016)",
        raises=("income_gap_lasting",),
    ),
    Coefficient(
        "income.passing_share", 0.30, 0.10, 0.60, "share",
        Label("Of the rest, the part that has passed by the next year", "其余方差中当年即逝部分的比例"),
        "assumption: what decompositions call transitory (of urban China Chamon, Liu & Prasad 2013) also holds errors "
        "of reporting, which are no income",
        lowers=("income_gap_lasting",),
    ),
    Coefficient(
        "income.half_life", 18, 8, 48, "months",
        Label("Half-life of a persistent change of income, nine years of schooling, nobody to keep, no land",
              "持续性收入波动的半衰期（户主受教育9年、无受抚养人口、无土地）"),
        "assumption: a year later .35 to .84 of a change is left. Households of rural south-west China recover, "
        "without a trap, the poor more slowly (Jalan & Ravallion 2001)",
        raises=("income_gap_lasting",),
    ),
    Coefficient(
        "income.schooling_tie", 0.30, 0.15, 0.50, "correlation",
        Label("Schooling with permanent income", "受教育年限与持久收入的相关"),
        "assumption: .04 of log income a year of schooling; .02 to .065 found in rural China, recalled, to be checked "
        "(Johnson & Chow 1997; de Brauw & Rozelle 2008)", sways=("income_gap_lasting",),
    ),
    Coefficient(
        "income.schooling_level", 0.0, -0.31, 0.38, "SD",
        Label("Schooling of those who earn most", "主要劳动力受教育水平"),
        "assumption: between heads of rural households in 2006 (none .07, primary .37, junior .49, senior .07, college "
        ".01: Second National Agricultural Census, table 1-1-2-10) and Tianjin's rural workers in 2007 (.02, .18, .60, "
        ".13, technical .05, .02: Tianjin Statistical Yearbook 2010, table 9-22); ends: their shares to primary",
        sways=("income_gap_lasting",),
    ),
    Coefficient(
        "income.lasts_without_schooling", 0.25, -0.25, 0.75, "doublings",
        Label("Half-life longer for three years of schooling less", "少受三年教育使半衰期延长（倍增次数）"),
        "size: assumption; direction: Jalan & Ravallion 2001 (the poor recover more slowly)",
        raises=("income_gap_lasting",),
    ),
    Coefficient(
        "income.lasts_with_dependants", 0.50, -0.50, 1.50, "doublings",
        Label("Half-life longer for all the household to be kept by others", "受抚养人口比例使半衰期延长（倍增次数）"),
        "size: assumption; direction: Jalan & Ravallion 2001", raises=("income_gap_lasting",),
    ),
    Coefficient(
        "income.passes_with_land", 0.25, -0.25, 0.75, "doublings",
        Label("Half-life shorter per unit of ln(1 + mu per person)", "人均土地使半衰期缩短（倍增次数）"),
        "assumption: a harvest that failed is followed by another one, a job that is lost need not be",
        lowers=("income_gap_lasting",),
    ),
    Coefficient(
        "income.weather_spread", 0.10, 0.0, 0.20, "log",
        Label("Spread of a household's own weather", "农户天气波动"), "assumption", raises=("income_gini",),
    ),
    Coefficient(
        "income.market_effect", 0.05, 0.0, 0.15, "log/log",
        Label("Business gain from a union's larger market (γ_M)", "联村市场扩大对经营收入的作用"), "assumption",
        raises=("income_mean",),
    ),
    Coefficient(
        "income.road_to_farms", 0.05, -0.10, 0.20, "log",
        Label("Farm income per unit of road: crops reach buyers", "道路对农业收入的作用（农产品外销）"),
        "size: assumption; Asher & Novosad 2020 find next to nothing on farms after rural roads in India, Qin & Zhang "
        "2016 gains in rural China: the range holds both", raises=("income_mean",),
    ),
    Coefficient(
        "income.road_to_business", 0.10, -0.10, 0.30, "log",
        Label("Business income per unit of road: customers and competitors come", "道路对经营收入的作用（客源与竞争）"),
        "size: assumption; both directions: a road brings buyers in and takes them out", raises=("income_mean",),
    ),
    Coefficient(
        "income.road_to_wages", 0.05, -0.05, 0.15, "log",
        Label("Wages per unit of road: work within reach", "道路对工资性收入的作用（就业可及）"),
        "size: assumption; direction: Asher & Novosad 2020 (work shifts from farms to wages)", raises=("income_mean",),
    ),
    Coefficient(
        "income.irrigation_to_farms", 0.10, -0.05, 0.25, "log",
        Label("Farm income per unit of irrigation", "水利对农业收入的作用"), "assumption", raises=("income_mean",),
    ),
    Coefficient(
        "income.loan_margin", 0.06, -0.02, 0.15, "1/year", Label("Yield of a subsidised loan less its interest",
        "贴息贷款净收益率"), "assumption", raises=("income_mean",),
    ),
    Coefficient(
        "income.loan_months", 24, 6, 48, "months", Label("Months over which a loan is repaid", "贷款偿还期"),
        "assumption", raises=("income_mean",),
    ),
)  # fmt: skip
