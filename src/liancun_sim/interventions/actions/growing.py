"""The new crop: technicians, classes, subsidies (技术推广)."""

from dataclasses import dataclass
from typing import Literal

from liancun_sim.interventions.actions.action import Action, Amount
from liancun_sim.vocabulary import Label


@dataclass(slots=True)
class SendTechnician(Action):
    """Technicians for the new crop (diffusion).

    technicians : persons this month.
    origin : row of the village whose skilled growers they are, as far as it has any; None: hired by the county.
    """

    label = Label("Send technicians", "派技术员")
    technicians: Amount
    origin: int | None = None


@dataclass(slots=True)
class HoldClass(Action):
    """A class in growing for villagers (diffusion).

    places : attendances this month. asked : villagers were asked what they need.
    """

    label = Label("Hold a class for villagers", "举办村民实用技术培训")
    places: Amount
    asked: bool = True


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
