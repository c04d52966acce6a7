"""Asking the households of a village: what they want, and what they say where others hear it."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from liancun_sim.decision_rules import ELECTORATES, Ballot, Decision
from liancun_sim.decision_rules.ballot import share
from liancun_sim.draws import normal_table
from liancun_sim.mechanisms.mechanism import Month
from liancun_sim.mechanisms.polling.kernels import Answering, Asking, count_answers
from liancun_sim.mechanisms.polling.people import people_of
from liancun_sim.mechanisms.shared_coefficients import ADULT_SHARE, ANSWER_NOISE, CADRE_WEIGHT, RETURNED
from liancun_sim.parameters import Coefficients

FloatArray = npt.NDArray[np.float64]
POLLED = (ADULT_SHARE, ANSWER_NOISE, CADRE_WEIGHT, RETURNED)
"""What a mechanism needs that asks."""
NOT_PUBLISHED = -1.0
"""No share is known beforehand: people go by what they see about them."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Answers of some villages to one question. All (village,) float64, in voices of the electorate asked.

    entitled, answered : how many may answer, and do. agreeing : of those that answer, under pressure.
    wanting : of all entitled, in private. unpressed : of those that answer, had there been no pressure.
    """

    entitled: FloatArray
    answered: FloatArray
    agreeing: FloatArray
    wanting: FloatArray
    unpressed: FloatArray

    def counted(self, silence: str) -> FloatArray:
        """What agreement is a share of: everybody entitled where silence is a no, else those that answered."""
        return self.entitled if silence == "no" else self.answered

    def against(self) -> "Voices":
        """The same answers to the opposite question."""
        return Voices(
            self.entitled, self.answered, self.answered - self.agreeing, self.entitled - self.wanting,
            self.answered - self.unpressed,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Poll:
    """How a question is put.

    stream : name of the random draws of its answers. decision : who answers, and how many come.
    pressure : (village,) — ψ, felt unless the ballot is secret. [SD]
    k : of a mechanism that borrows `POLLED`.
    voices : of the households of villages asked before, so that asking again costs little; a poll serves one month.
    """

    stream: str
    decision: Decision
    pressure: FloatArray
    k: Coefficients
    voices: dict[int, FloatArray] = field(default_factory=dict)

    @property
    def _counts_the_away(self) -> bool:
        """Whether people count as entitled who live elsewhere; a household answers as long as anybody is there."""
        return self.decision.voters == "registered" and self.decision.unit == "adults"

    @property
    def _response_rate(self) -> float:
        """Share that answers; of forms sent round, as many as usually come back where a scenario says no less."""
        usual = self.k.returned if ELECTORATES[self.decision.unit].in_part else 1.0
        return usual if self.decision.response_rate == 1 else self.decision.response_rate

    def ask(
        self,
        month: Month,
        villages: npt.NDArray[np.intp],
        seen: FloatArray,
        shift: FloatArray | None = None,
        attitude: npt.NDArray[np.float32] | None = None,
    ) -> Voices:
        """Ask the electorate of some villages.

        seen : (village,) — last published share of the agreeing, negative where there is none.
        shift : (village,) — added to everybody's attitude. [SD]
        attitude : (household,) of the county — in the place of what its households think. [SD]
        """
        state = month.state
        pressure = self.pressure * (0.0 if self.decision.secret_ballot else 1.0)
        people = state.households.bound(Answering)
        if attitude is not None:
            people = people._replace(attitude=attitude)
        at = month.draws.addresses(self.stream, state.villages.key, state.households.number, month.index)
        at_home = 1 - float(state.county.away_share[0]) if self._counts_the_away else 1.0
        entitled, counts = ELECTORATES[self.decision.unit], np.empty((villages.size, 5))
        for i, village in enumerate(villages):
            asking = Asking(
                answer_noise=self.k.answer_noise,
                pressure=float(pressure[village]),
                cadre_weight=self.k.cadre_weight,
                visible_share=float(seen[i]),
                response_rate=self._response_rate * at_home,
                shift=0.0 if shift is None else float(shift[i]),
            )
            if village not in self.voices:
                people_there = people_of(state, month.draws, int(village), self.k.adult_share)
                self.voices[int(village)] = entitled.voices(people_there).astype(np.float64)
            counts[i] = count_answers(
                state.first_household,
                int(village),
                people=people,
                voices=self.voices[int(village)],
                at=at,
                table=normal_table(),
                asking=asking,
            )
        return Voices(*counts.T)


def ballot_of(voices: Voices, everybody: Voices) -> Ballot:
    """A ballot as decision rules count it. everybody : answers of all households, whoever decides."""
    masses = share(everybody.agreeing, everybody.entitled)
    return Ballot(voices.entitled, voices.answered, voices.agreeing, masses, everybody.entitled)
