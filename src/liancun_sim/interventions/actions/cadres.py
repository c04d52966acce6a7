"""A village's cadres: posted, trained, paid, appraised, recognised (村干部)."""

from dataclasses import dataclass

from liancun_sim.interventions.actions.action import Action, Amount
from liancun_sim.vocabulary import Label


@dataclass(slots=True)
class PostCadre(Action):
    """Post a cadre as secretary or first secretary (governance). quality : of the person. [0–1]"""

    label = Label("Post a cadre", "下派干部")
    quality: Amount


@dataclass(slots=True)
class Train(Action):
    """Train village cadres (governance). amount : capacity gained at full match; match : fit to need. [0–1]"""

    label = Label("Train village cadres", "培训村干部")
    amount: Amount
    match: Amount = 1.0


@dataclass(slots=True)
class TrainReserve(Action):
    """Keep and train reserve cadres this month (reserve cadres). persons : chosen in the village."""

    label = Label("Train reserve cadres", "培养村后备干部")
    persons: Amount


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
    yuan: Amount
    appraised: bool = False


@dataclass(slots=True)
class Recognise(Action):
    """Recognition of the secretary by a district post (union life)."""

    label = Label("Recognise the secretary", "表彰任用书记")
