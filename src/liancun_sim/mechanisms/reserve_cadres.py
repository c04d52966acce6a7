"""Reserve cadres: young villagers chosen, trained for a year and a half, and there when a village elects (后备干部).

Some leave before they are needed, mostly to work in town. A trained reserve raises the quality of
the secretary a village can elect; between elections it changes nothing.
"""

import numpy as np

from liancun_sim.interventions import TrainReserve
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.parameters import Coefficient
from liancun_sim.vocabulary import Label

FORGOTTEN = 0.01  # of a person


class ReserveCadres(Mechanism):
    """Who is in reserve, how far they are trained, what they are worth at an election."""

    key = "reserve_cadres"
    label = Label("Reserve cadres", "村后备干部")
    writes = ("village.reserve_persons", "village.reserve_training", "village.reserve_gain")
    accepts = (TrainReserve,)
    coefficients = (
        Coefficient(
            "reserve_cadres.quality", 0.10, 0.0, 0.25, "0–1",
            Label("Quality a trained reserve of many adds to an elected secretary",
            "充足合格的后备干部对书记履职能力的提升"),
            "assumption", raises=("capacity",),
        ),
        Coefficient(
            "reserve_cadres.training_months", 18, 6, 36, "months",
            Label("Months until a reserve cadre is trained", "后备干部培训期"),
            "source document 001 (pioneer project): trained for a year and a half", lowers=("capacity",),
        ),
        Coefficient(
            "reserve_cadres.stay", 48, 12, 120, "months", Label("Months in which half of a reserve leaves",
            "后备干部流失一半所需月数"), "assumption: two thirds are below 30 and may leave for work",
            raises=("reserve_cadres",),
        ),
    )  # fmt: skip

    def step(self, month: Month) -> None:
        """Newcomers start untrained; gain = quality · trained share · (1 − 2^(−persons))."""
        villages, k = month.state.villages, self.k
        persons, training = villages.reserve_persons, villages.reserve_training
        if not month.granted.all(TrainReserve) and not persons.any():
            return
        persons *= 2 ** (-1 / k.stay)
        wanted = month.granted.totals(TrainReserve, "persons", len(villages))
        taught = wanted > 0
        chosen = np.maximum(0.0, wanted - persons)
        training *= persons / np.maximum(persons + chosen, FORGOTTEN)
        persons += chosen
        training[taught] = np.minimum(k.training_months, training[taught] + 1)
        gone = persons < FORGOTTEN
        persons[gone] = training[gone] = 0.0
        villages.reserve_gain[:] = k.quality * training / k.training_months * (1 - 2.0**-persons)
