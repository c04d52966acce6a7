"""What actions cost, in money and staff: levers shared by the policies that take them.

The sources name no prices; each is an assumption with its range.
"""

from liancun_sim.interventions.lever import Lever
from liancun_sim.vocabulary import Label

COST_CONTACT = Lever(
    "cost_contact", 1 / 60, "cadre-months/contact",
    Label("Staff per household contact (a team member makes 60 a month)", "每次入户所需人力（工作组成员每人每月60次）"),
    "assumption", 0.01, 0.05, plausible=(0.01, 0.05),
)  # fmt: skip
COST_MEETING_STAFF = Lever(
    "cost_meeting_staff", 0.1, "cadre-months/meeting", Label("Staff per village meeting", "每次村民会议所需人力"),
    "assumption", 0.02, 0.3, plausible=(0.02, 0.3),
)  # fmt: skip
COST_MEETING = Lever(
    "cost_meeting", 200.0, "yuan/meeting", Label("Money per village meeting", "每次村民会议费用"),
    "assumption", 0, 1000, plausible=(0, 1_000),
)  # fmt: skip
COST_OBSERVATION = Lever(
    "cost_observation", 300.0, "yuan/meeting", Label("Observation visit with a meeting", "每次组织参观费用"),
    "assumption", 0, 1000, plausible=(0, 1_000),
)  # fmt: skip
COST_PROPOSAL = Lever(
    "cost_proposal", 5000.0, "yuan/proposal",
    Label("Charter and study of a proposal", "每项动议的章程和调研费用"),
    "assumption", 1000, 20_000, plausible=(1_000, 20_000),
)  # fmt: skip
COST_FORM = Lever(
    "cost_form", 0.5, "yuan/form", Label("A consultation form, printed, handed out and counted",
    "每份征求意见表的印发和汇总费用"),
    "assumption", 0.1, 2, plausible=(0.1, 2),
)  # fmt: skip
COST_BROADCAST = Lever(
    "cost_broadcast", 20.0, "yuan/village", Label("A village's share in a broadcast", "每村每次广播电视宣传费用"),
    "assumption", 0, 200, plausible=(0, 200),
)  # fmt: skip
COST_REPORT = Lever(
    "cost_report", 0.01, "cadre-months/report", Label("Staff per report sent up", "每次上报所需人力"),
    "assumption", 0.002, 0.05, plausible=(0.002, 0.05),
)  # fmt: skip
COST_DISPATCH = Lever(
    "cost_dispatch", 0.03, "cadre-months/meeting",
    Label("Staff per village at a dispatch meeting", "每村每次调度会所需人力"),
    "assumption", 0.01, 0.1, plausible=(0.01, 0.1),
)  # fmt: skip
COST_EXCHANGE = Lever(
    "cost_exchange", 0.05, "cadre-months/meeting", Label("Staff per village at an exchange", "每村每次交流会所需人力"),
    "assumption", 0.01, 0.1, plausible=(0.01, 0.1),
)  # fmt: skip
COST_LINK = Lever(
    "cost_link", 0.05, "cadre-months/month", Label("Staff for the files of a linked village", "每个联系村建档所需人力"),
    "assumption", 0.01, 0.2, plausible=(0.01, 0.2),
)  # fmt: skip
COST_TEAM_STAFF = Lever(
    "cost_team_staff", 0.5, "cadre-months/month",
    Label("Staff of a work team per village at full effort", "工作组全力投入时每村每月所需人力"),
    "assumption: from one visiting member to a stationed team", 0.2, 3, plausible=(0.2, 3),
)  # fmt: skip
COST_TEAM = Lever(
    "cost_team", 300.0, "yuan/month",
    Label("Expenses of a work team per village at full effort", "工作组全力投入时每村每月经费"),
    "assumption", 0, 2000, plausible=(0, 2_000),
)  # fmt: skip
COST_TRAINING = Lever(
    "cost_training", 1500.0, "yuan/class", Label("A village's share in a training class", "每村每期培训费用"),
    "assumption", 300, 5000, plausible=(300, 5_000),
)  # fmt: skip
COST_TECHNICIAN = Lever(
    "cost_technician", 800.0, "yuan/month", Label("Pay of a technician", "每名技术员每月报酬"),
    "assumption", 300, 1500, plausible=(300, 1_500),
)  # fmt: skip
COST_MARKET = Lever(
    "cost_market", 500.0, "yuan/month", Label("Help to sell: stalls, transport, agents of one union",
    "开拓市场费用（摊位、运输、中介）"),
    "assumption", 0, 3000, plausible=(0, 3_000),
)  # fmt: skip
COST_RECOGNITION = Lever(
    "cost_recognition", 200.0, "yuan/month", Label("Allowance of a district post", "管区职务每月津贴"),
    "assumption", 0, 600, plausible=(0, 600),
)  # fmt: skip
COST_LOAN = Lever(
    "cost_loan", 0.15, "share of the loan", Label("Interest subsidy and losses on a loan", "贷款的贴息和损失"),
    "assumption", 0.05, 0.5, plausible=(0.05, 0.5),
)  # fmt: skip
COST_CLASS = Lever(
    "cost_class", 8.0, "yuan/place", Label("A place in a class for villagers", "村民培训每人次费用"),
    "assumption", 2, 50, plausible=(2, 50),
)  # fmt: skip
COST_APPRAISAL = Lever(
    "cost_appraisal", 100.0, "yuan/appraisal", Label("Money per appraisal of a committee", "每次民主评议费用"),
    "assumption", 0, 1000, plausible=(0, 1_000),
)  # fmt: skip
COST_APPRAISAL_STAFF = Lever(
    "cost_appraisal_staff", 0.05, "cadre-months/appraisal", Label("Staff per appraisal of a committee",
    "每次民主评议所需人力"),
    "assumption", 0.01, 0.2, plausible=(0.01, 0.2),
)  # fmt: skip
COST_ASSEMBLY = Lever(
    "cost_assembly", 1_200.0, "yuan/village/year",
    Label("Cards, notice boards and meetings of a village's assembly", "村民代表会议征求意见卡、公开栏和会议费用"),
    "assumption", 200, 5000, plausible=(200, 5_000),
)  # fmt: skip
COST_ASSEMBLY_STAFF = Lever(
    "cost_assembly_staff", 0.25, "cadre-months/village/year",
    Label("Township staff who guide a village's assembly", "乡镇指导村民代表会议所需人力"), "assumption",
    0.05, 1, plausible=(0.05, 1),
)  # fmt: skip
COST_ATTRACTING = Lever(
    "cost_attracting", 0.05, "share of the capital", Label("What attracting private capital costs", "招商引资成本比例"),
    "assumption", 0, 0.3, plausible=(0, 0.3),
)  # fmt: skip
