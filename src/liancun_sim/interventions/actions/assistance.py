"""Teams, partners and units that assist a village, and what they are known by (帮扶)."""

from dataclasses import dataclass

from liancun_sim.interventions.actions.action import Action, Amount
from liancun_sim.vocabulary import Label


@dataclass(slots=True)
class SendWorkTeam(Action):
    """A work team this month (governance).

    effort : share of full attention. [0–1]
    rotated : new people came this month, who do not know the village yet.
    """

    label = Label("Send a work team", "派驻工作组")
    effort: Amount
    rotated: bool = False


@dataclass(slots=True)
class KeepRhythm(Action):
    """Keep in touch with a village once its work team's push is over (governance).

    reports, dispatches, exchanges : reports sent up, dispatch meetings and exchanges this month.
    """

    label = Label("Keep reports, dispatch meetings and exchanges going", "坚持报告、调度、交流制度")
    reports: Amount
    dispatches: Amount
    exchanges: Amount


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
    visits: Amount


@dataclass(slots=True)
class NameSupported(Action):
    """Name a village as supported (assessment): what an assessor may be kind to.

    It costs nothing and needs no other grant: a village is on the programme's list even where the money never came.
    """

    label = Label("Name as supported", "列为帮扶对象")
