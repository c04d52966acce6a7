"""Actions: what policies may ask a mechanism to do. Villages are rows of the village store.

Nobody changes an action once it is made. They are not frozen because a rich scenario makes a thousand
a month, and making a frozen one takes three times as long.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from liancun_sim.interventions.unions.forms import union_form
from liancun_sim.vocabulary import Label

Good = Literal["road", "irrigation", "services"]
Whom = Literal["poor", "model", "all", "linked_poor", "linked_model"]
Sharing = Literal["contribution", "households", "equal"]
Kind = Literal["add", "factor"]


@dataclass(slots=True)
class Action:
    """Asked for by a policy, granted within the budget, carried out by one mechanism.

    label : both names. village : int — the row it concerns, and by which requests are ordered.
    """

    label: ClassVar[Label]
    village: int


@dataclass(slots=True)
class MoveChannel(Action):
    """Move a channel in one village, at a cost (whichever mechanism opens it). kind : add · factor."""

    label = Label("Move a channel", "调整渠道")
    channel: str
    kind: Kind
    amount: float


@dataclass(slots=True)
class ProposeUnion(Action):
    """Propose that villages unite (consultation). `village` is the lead.

    members : rows of all member villages, the lead among them.
    form : key of a `UnionForm`; another is refused with a ValueError that names the near one.
    promise : announced gain of log annual income per person. [log]
    charter_share : share α of the joint surplus that stays with the lead. [0–1]
    posts_lost : probability that a cadre of a member village loses the post. [0–1]
    drop_dissenters : villages that fail are dropped and the rest formed if two remain.
    sharing : by what the charter divides the partners' part: contribution · households · equal.
    rule, electorate, threshold : how it is decided; None leaves it to the scenario.
    """

    label = Label("Propose a union", "提议建联村")
    members: tuple[int, ...]
    form: str
    promise: float = 0.15
    charter_share: float = 0.5
    posts_lost: float = 0.0
    drop_dissenters: bool = False
    sharing: Sharing = "contribution"
    rule: str | None = None
    electorate: str | None = None
    threshold: float | None = None

    def __post_init__(self) -> None:
        union_form(self.form)


@dataclass(slots=True)
class Visit(Action):
    """Household visits (outreach). contacts : household-contacts this month."""

    label = Label("Household visits", "入户走访")
    contacts: float


@dataclass(slots=True)
class Meeting(Action):
    """A village meeting (outreach). contacts : household-contacts this month, each worth half a visit."""

    label = Label("Village meeting", "村民会议")
    contacts: float


@dataclass(slots=True)
class SendForms(Action):
    """Consultation forms handed out (outreach). forms : this month, each worth a quarter of a visit."""

    label = Label("Hand out consultation forms", "发放征求意见表")
    forms: float


@dataclass(slots=True)
class Broadcast(Action):
    """Broadcasts heard in a village (outreach). broadcasts : this month, each worth a tenth of a visit to everybody."""

    label = Label("Broadcast by radio and television", "广播电视宣传")
    broadcasts: float


@dataclass(slots=True)
class SendWorkTeam(Action):
    """A work team this month (governance).

    effort : share of full attention. [0–1]
    rotated : new people came this month, who do not know the village yet.
    """

    label = Label("Send a work team", "派驻工作组")
    effort: float
    rotated: bool = False


@dataclass(slots=True)
class KeepRhythm(Action):
    """Keep in touch with a village once its work team's push is over (governance).

    reports, dispatches, exchanges : reports sent up, dispatch meetings and exchanges this month.
    """

    label = Label("Keep reports, dispatch meetings and exchanges going", "坚持报告、调度、交流制度")
    reports: float
    dispatches: float
    exchanges: float


@dataclass(slots=True)
class AssistPartner(Action):
    """A stronger village helps the weaker one it is paired with (pairing). `village` is the weaker.

    partner : row of the stronger. yuan : to be raised this month. sponsored : of it, from departments and
    firms; the rest is asked of the stronger village's fund. roads : share that goes to the roads of both
    villages, the rest to wells in the weaker. [0–1]
    """

    label = Label("Assist a paired village", "结对帮扶弱村")
    partner: int
    yuan: float
    sponsored: float
    roads: float


@dataclass(slots=True)
class LinkUnit(Action):
    """A leader or unit linked to the village this month (linkage).

    term : which choice of targets it belongs to; households are chosen when it begins.
    model_households, poor_households : linked beside the village, as far as there are such.
    weight : of the assessment in the linked cadre's own evaluation. [0–1]
    files : share of the assessment that goes by the files. [0–1]
    levels : levels that assess independently.
    poor_line : income below which a household may be linked as poor; 0 for no line. [yuan/person/year]
    """

    label = Label("Link a leader or unit", "安排领导或单位联系")
    term: int
    model_households: int
    poor_households: int
    weight: float
    files: float
    levels: int
    poor_line: float = 0.0


@dataclass(slots=True)
class VisitLinked(Action):
    """The linked cadre's people visit his linked households (linkage). visits : to each of them this month."""

    label = Label("Visit linked households", "走访联系户")
    visits: float


@dataclass(slots=True)
class PostCadre(Action):
    """Post a cadre as secretary or first secretary (governance). quality : of the person. [0–1]"""

    label = Label("Post a cadre", "下派干部")
    quality: float


@dataclass(slots=True)
class Train(Action):
    """Train village cadres (governance). amount : capacity gained at full match; match : fit to need. [0–1]"""

    label = Label("Train village cadres", "培训村干部")
    amount: float
    match: float = 1.0


@dataclass(slots=True)
class SendTechnician(Action):
    """Technicians for the new crop (diffusion).

    technicians : persons this month.
    origin : row of the village whose skilled growers they are, as far as it has any; None: hired by the county.
    """

    label = Label("Send technicians", "派技术员")
    technicians: float
    origin: int | None = None


@dataclass(slots=True)
class SubsidiseGreenhouses(Action):
    """Subsidies for building greenhouses (diffusion): open to applications this month, and paid to some applicants.

    yuan : for each greenhouse. houses : of last month's applicants so many are granted; 0: nobody yet.
    whom : who may apply.
    """

    label = Label("Subsidise greenhouses", "补贴建大棚")
    yuan: float
    houses: int = 0
    whom: Literal["all", "poor"] = "all"


@dataclass(slots=True)
class GrantVillage(Action):
    """Money into the village fund (collective economy). yuan : this month."""

    label = Label("Grant to the village", "拨款到村")
    yuan: float


@dataclass(slots=True)
class PayHousehold(Action):
    """Money to households (income), shared equally. yuan : this month, in total.

    whom : linked_poor and linked_model are those a leader or unit is linked to.
    """

    label = Label("Pay households", "补助农户")
    yuan: float
    whom: Whom = "poor"


@dataclass(slots=True)
class LendHousehold(Action):
    """Subsidised loans (income), shared equally. yuan : this month, in total.

    households : how many borrow, those without a loan first; None for all of the kind.
    """

    label = Label("Lend to households", "贴息贷款到户")
    yuan: float
    whom: Whom = "poor"
    households: int | None = None


@dataclass(slots=True)
class Build(Action):
    """Public works (public works). yuan : spent this month.

    serves : villages that share its use beside the one it lies in, such as a road between them.
    local : villagers build, under the village's construction council: part of the money is their wages,
        part a fee to the village.
    """

    label = Label("Build public works", "建设公共工程")
    good: Good
    yuan: float
    serves: tuple[int, ...] = ()
    local: bool = False


@dataclass(slots=True)
class Recognise(Action):
    """Recognition of the secretary by a district post (union life)."""

    label = Label("Recognise the secretary", "表彰任用书记")


@dataclass(slots=True)
class NameSupported(Action):
    """Name a village as supported (assessment): what an assessor may be kind to.

    It costs nothing and needs no other grant: a village is on the programme's list even where the money never came.
    """

    label = Label("Name as supported", "列为帮扶对象")


@dataclass(slots=True)
class GiveVillage(Action):
    """Money from this village's fund to another's (collective economy), as far as the fund goes. to : row."""

    label = Label("Give to another village", "村与村结对资助")
    to: int
    yuan: float


@dataclass(slots=True)
class HoldClass(Action):
    """A class in growing for villagers (diffusion).

    places : attendances this month. asked : villagers were asked what they need.
    """

    label = Label("Hold a class for villagers", "举办村民实用技术培训")
    places: float
    asked: bool = True


@dataclass(slots=True)
class KeepAssembly(Action):
    """The village works by the eight steps for some months (assembly).

    quorum : representatives that must be present. majority : of those present, that must agree. [0–1]
    supervised : how closely representatives follow what is done. [0–1]
    raised : suggestions the township itself adds to the village's. [1/month]
    """

    label = Label("Work by the eight steps", "实行八步工作法")
    months: int = 12
    quorum: float = 2 / 3
    majority: float = 2 / 3
    supervised: float = 0.5
    raised: float = 0.0


@dataclass(slots=True)
class FundResolved(Action):
    """The township pays for works the village has resolved (assembly). yuan : this month."""

    label = Label("Fund resolved works", "出资落实议定工程")
    yuan: float


@dataclass(slots=True)
class Appraise(Action):
    """Representatives appraise the committee's work (assembly)."""

    label = Label("Appraise the committee", "民主评议村委会")


@dataclass(slots=True)
class AppointUnit(Action):
    """Make the village a creation unit, or keep it one this month (performance pay).

    term : which choice of units it belongs to. paper_share : chance that it draws up a plan and does no more. [0–1]
    """

    label = Label("Appoint a creation unit", "确定创建单位")
    term: int
    paper_share: float = 0.0


@dataclass(slots=True)
class PayPerformance(Action):
    """Pay of the village's cadres by performance (performance pay).

    yuan : at full performance, this month. appraised : party members and representatives decide on it.
    """

    label = Label("Pay cadres by performance", "发放效益工资")
    yuan: float
    appraised: bool = False


@dataclass(slots=True)
class TrainReserve(Action):
    """Keep and train reserve cadres this month (reserve cadres). persons : chosen in the village."""

    label = Label("Train reserve cadres", "培养村后备干部")
    persons: float


@dataclass(slots=True)
class InvestVillage(Action):
    """Invest in property that earns the village rent (enterprise). yuan : this month."""

    label = Label("Invest in village property", "投资集体经营性资产")
    yuan: float


@dataclass(slots=True)
class FoundEnterprise(Action):
    """Found an enterprise that employs villagers (enterprise). yuan : its capital."""

    label = Label("Found an enterprise", "兴办企业")
    yuan: float


@dataclass(slots=True)
class FoundCooperative(Action):
    """Found a co-operative with land and money shares (co-operative), or add to its capital.

    yuan : the village's capital. payout : share of yearly profit paid to members. [0–1]
    """

    label = Label("Found a co-operative", "领办合作社")
    yuan: float
    payout: float = 0.6


@dataclass(slots=True)
class KeepPoints(Action):
    """Points for households that take part, and awards for points (participation), this month.

    yuan : awards shared out this month. centre : share of households linked to a centre household. [0–1]
    """

    label = Label("Keep points", "实行积分制")
    yuan: float
    centre: float = 0.0


@dataclass(slots=True)
class AwardWorks(Action):
    """Award households for small works once accepted (participation). yuan : paid this month."""

    label = Label("Award self-built works", "以奖代补小工程")
    yuan: float


ACTIONS: tuple[type[Action], ...] = (
    ProposeUnion,
    Visit,
    Meeting,
    SendForms,
    Broadcast,
    SendWorkTeam,
    KeepRhythm,
    AssistPartner,
    LinkUnit,
    VisitLinked,
    PostCadre,
    Train,
    SendTechnician,
    SubsidiseGreenhouses,
    GrantVillage,
    PayHousehold,
    LendHousehold,
    Build,
    Recognise,
    NameSupported,
    GiveVillage,
    HoldClass,
    KeepAssembly,
    FundResolved,
    Appraise,
    AppointUnit,
    PayPerformance,
    TrainReserve,
    InvestVillage,
    FoundEnterprise,
    FoundCooperative,
    KeepPoints,
    AwardWorks,
)
