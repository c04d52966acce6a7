"""The columns of a plan's tables."""

from liancun_sim.results.common.table_column import TOWNSHIP, VILLAGE, VILLAGE_ID, column

UNION = column("union", "Union", "联村", "", "Number in the plan", "方案内编号")
MONTH = column("month", "Month", "月份", "", "Calendar month in which it is proposed", "提出的月份")
FORM = column("form", "Form", "形式", "", "Key of the form", "形式变量名")
LEAD = column("lead", "Lead", "牵头村", "", "Id of the lead village", "牵头村编号")
MEMBERS = column("members", "Members", "成员村", "", "Ids of all members, ; between", "全部成员村编号，以“;”分隔")
NAMES = column("names", "Names of the members", "成员村名", "", "The lead first", "牵头村在前")

CHANCE = column(
    "chance", "Predicted chance of passing", "预测通过的把握", "share",
    "Predicted chance that every member agrees as it is stated; the mean over draws of the assumptions where these are "
    "drawn", "按表态，各成员村都同意的预测概率；假设抽取时为各次抽取的平均",
)  # fmt: skip
CHANCE_LOW = column("chance_low_5", "Predicted chance, 5 % of the assumptions below", "预测把握（假设5%分位）", "share")
CHANCE_HIGH = column(
    "chance_high_95", "Predicted chance, 5 % of the assumptions above", "预测把握（假设95%分位）", "share"
)
CHANCE_PRIVATE = column(
    "chance_private", "Predicted chance in private", "预测私下通过的把握", "share",
    "The same if everybody said what they think", "若人人说真话，通过的预测概率",
)  # fmt: skip
PRIVATE_SHARE = column(
    "private_share", "Private consent of the weakest member", "最弱成员村私下同意率", "share",
    "Share of households expected to want it, in the member where it is lowest", "预计真正愿意的户占比，取最低的成员村",
)  # fmt: skip
YEAR_ON = column(
    "willing_year_on", "Willing a year on, if it forms", "组建一年后愿意的比例", "share",
    "The mean of simulated unions; told apart by union only where that predicts better than the mean",
    "模拟联村的平均；仅当逐个预测优于平均时才分别给出",
)  # fmt: skip
LASTING = column("lasting", "Lasts to the end, if it forms", "组建后存续到期末的比例", "share")
COST_FORMED = column("cost_if_formed", "Cost if it forms", "组建时的费用", "yuan",
                     "Money of the policy over the months simulated", "模拟期内的政策资金")  # fmt: skip
COST_REFUSED = column("cost_if_refused", "Cost if it is refused", "未通过时的费用", "yuan")
STAFF_FORMED = column("staff_if_formed", "Staff if it forms", "组建时的人力", "cadre-months")
OBSTACLE = column(
    "obstacle", "Main obstacle", "主要障碍", "",
    "What of all the table shows costs the weakest member most; empty where the table shows nothing",
    "村表所示各项中使最弱成员村同意率降低最多的一项；村表看不出则为空",
)  # fmt: skip
WEAKEST = column("weakest", "Member least likely to agree", "最难同意的成员村", "", "Id", "编号")
REPLACEMENT = column(
    "replacement_cost", "What doing without it costs", "去掉它的代价", "by the aim",
    "Worth of the plan less worth of the best plan without this union", "本方案价值减去没有它的最优方案价值",
)  # fmt: skip
SUBSTITUTE = column("substitute", "Next best in its place", "次优替代", "",
                    "Members of unions that the best plan without it has instead", "没有它的最优方案改选的联村")  # fmt: skip
OFTEN = column(
    "chosen_often", "How often chosen over assumptions", "各种假设下被选中的比例", "share",
    "Share of plans, each best under one draw of the assumptions, that have this very union",
    "在每次假设抽取下各求最优方案，含此联村的比例",
)  # fmt: skip
FALLBACK = column("fallback", "Fallback if refused", "遭拒时的备选", "",
                  "Members of the best free union with the same lead and none of the other members",
                  "同一牵头村、不含原对方村的最优可行联村")  # fmt: skip
LOSERS = column("losers", "Members expected to lose income", "预计收入受损的成员村", "",
                "Ids; empty also where gains cannot be predicted (see the report)", "编号；无法逐村预测时也为空（见报告）")  # fmt: skip
BLOCKING = column("blocking", "Sets that would rather be on their own", "宁愿另组的村", "",
                  "Sets of the plan's villages, some of this union, in which every village expects more consent",
                  "本方案中含此联村成员、且各村同意率都更高的其他组合")  # fmt: skip
SIMULATED_FORMED = column("simulated_formed", "Formed in simulation", "模拟中组建的比例", "share",
                          "Share of fresh draws", "占新抽取次数的比例")  # fmt: skip

PLAN = (
    UNION, MONTH, FORM, LEAD, MEMBERS, NAMES, CHANCE, CHANCE_LOW, CHANCE_HIGH, CHANCE_PRIVATE, PRIVATE_SHARE,
    SIMULATED_FORMED, YEAR_ON, LASTING, COST_FORMED, COST_REFUSED, STAFF_FORMED, OBSTACLE, WEAKEST, REPLACEMENT,
    SUBSTITUTE, OFTEN, LOSERS, FALLBACK, BLOCKING,
)  # fmt: skip

CANDIDATES = (
    FORM, LEAD, MEMBERS, CHANCE, CHANCE_LOW, CHANCE_HIGH, CHANCE_PRIVATE, PRIVATE_SHARE, COST_FORMED, COST_REFUSED,
    OBSTACLE, WEAKEST,
    column("worth", "Worth", "价值", "by the aim", "What it adds to the aim, if it is proposed", "提出后对目标的贡献"),
    column("chosen", "In the plan", "已入选", "yes/no"),
)  # fmt: skip

ALTERNATIVES = (
    column("plan", "Plan", "方案", "", "best, alternative_1 …; random_pairs, easy_first, neediest_first: rules of thumb",
           "best 为最优，alternative_1 等为备选；random_pairs、easy_first、neediest_first 为经验做法"),
    column("unions", "Unions proposed", "提出的联村", "unions"),
    column("shared", "Shared with the best", "与最优相同的联村", "unions"),
    column("predicted", "Predicted", "预测", "by the aim", "Of the aim, before it was simulated", "目标值，模拟之前"),
    column("simulated", "Simulated", "模拟", "by the aim", "Mean over fresh draws: the figure to publish",
           "新抽取情形的平均：应公布的数字"),
    column("standard_error", "Standard error", "标准误", "by the aim"),
    column("low_5", "Simulated, 5 % of draws below", "模拟（5%分位）", "by the aim"),
    column("high_95", "Simulated, 5 % of draws above", "模拟（95%分位）", "by the aim"),
    column("optimism", "Optimism", "乐观偏差", "by the aim", "Predicted less simulated, draw by draw of the assumptions",
           "预测减模拟，按同一次假设抽取配对"),
    column("optimism_error", "Standard error of the optimism", "乐观偏差的标准误", "by the aim"),
    column("regret", "Behind the best", "与最佳相差", "by the aim"),
    column("regret_error", "Standard error of the distance", "相差的标准误", "by the aim",
           "Of the mean of differences draw by draw", "逐次之差的平均的标准误"),
    column("tied", "Tied with the best", "与最佳不分高下", "yes/no"),
    column("draws", "Draws", "抽取次数", "number"),
    column("formed", "Unions that form", "组建的联村", "unions", "Simulated mean", "模拟平均"),
    column("lasting", "Unions that last", "存续的联村", "unions", "Simulated mean", "模拟平均"),
    column("willing_year_on", "Willing a year on", "一年后愿意的比例", "share", "Of unions that formed", "已组建的联村"),
    column("income_poorest", "Income of the poorest fifth, gained", "收入最低的五分之一村增收", "yuan/person/year"),
    column("income_poorest_error", "Standard error of the income gained", "增收的标准误", "yuan/person/year"),
    column("converted", "Backward villages converted, more", "多转化的后进村", "villages"),
    column("converted_error", "Standard error of those converted", "多转化数的标准误", "villages"),
    column("public_yuan", "Money and staff time priced", "财政支出与人力折算", "yuan"),
)  # fmt: skip

VILLAGES = (
    VILLAGE_ID, TOWNSHIP, VILLAGE, UNION,
    column("reason", "Why it is left out", "未入选原因", "",
           "in_plan, united, forbidden, no_partner, partner_elsewhere, others_first",
           "in_plan 已入选，united 已联村，forbidden 禁选，no_partner 无可联的邻村，partner_elsewhere 最佳对方村另有安排，"
           "others_first 名额先给了把握更大的"),
    column("best_chance", "Best chance it could have", "可达到的最大把握", "share"),
    column("best_with", "With whom", "与谁联", "", "Ids", "编号"),
)  # fmt: skip

FRONTIER = (
    column("point", "Point", "点", "number"),
    column("aim", "Aim of the plan", "方案目标", "by the aim"),
    column("other", "The other aim", "另一目标", "by the other aim"),
    column("other_aim", "Which", "另一目标名称", "", "Key of the aim", "目标变量名"),
    column("unions", "Unions", "联村数", "unions"),
)  # fmt: skip

ADVICE = (
    MEMBERS, NAMES, LEAD, FORM, CHANCE, CHANCE_LOW, CHANCE_HIGH, CHANCE_PRIVATE, PRIVATE_SHARE,
    column("needed", "Still lacking in the weakest member", "最弱成员村尚缺", "share",
           "Share the rule asks for less the stated share expected there", "规则要求的比例减去该村预计表态同意率"),
    YEAR_ON, LASTING,
    column("gain_own", "Income of the village itself, if it forms", "本村增收", "%", "Mean of what is expected", "预计平均"),
    column("gain_others", "Income of the others, if it forms", "其他成员村增收", "%"),
    column("collective_own", "Collective income of the village itself", "本村集体增收", "yuan/year"),
    column("collective_others", "Collective income of the others", "其他成员村集体增收", "yuan/year"),
    COST_FORMED, COST_REFUSED, OBSTACLE, WEAKEST,
)  # fmt: skip

OBSTACLES = {
    "poorer_partner": ("a poorer partner", "对方村较穷"),
    "minority": ("being the smaller side", "本村处于少数"),
    "more_members": ("many members", "成员村多"),
    "strangers": ("members that are no neighbours", "成员村不全相邻"),
    "": ("nothing the table shows", "村表看不出"),
}
"""Key → name in English and Chinese."""

REASONS = {
    "in_plan": ("in the plan", "已入选"),
    "united": ("in a union already", "已在联村"),
    "forbidden": ("forbidden by the rules", "规则禁选"),
    "no_partner": ("no neighbour it may unite with", "无可联的邻村"),
    "partner_elsewhere": ("its best partners unite with others", "最佳对方村与他村联"),
    "others_first": ("unions with a better chance took the places", "名额先给了把握更大的"),
}
