"""Asking the households of a village: what they want, and what they say where others hear it."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from liancun_sim.decision_rules import ELECTORATES, Ballot, Decision
from liancun_sim.decision_rules.ballot import share
from liancun_sim.draws import normal_table
from liancun_sim.mechanisms.mechanism import Month
from liancun_sim.mechanisms.polling.kernels import Asked, Asking, count_answers, draw_answers
from liancun_sim.mechanisms.polling.people import Living, households_of
from liancun_sim.mechanisms.shared_coefficients import ADULT_SHARE, ANSWER_NOISE, CADRE_WEIGHT, RETURNED
from liancun_sim.parameters import Coefficients

FloatArray = npt.NDArray[np.float64]
POLLED = (ADULT_SHARE, ANSWER_NOISE, CADRE_WEIGHT, RETURNED)
"""What a mechanism needs that asks."""
NOT_PUBLISHED = -1.0
"""No share is known beforehand: people go by what they see about them."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Answers of some villages to one question. All (village,) float64, in voices of the electorate asked; of a
    question put in several trials (trial, village).

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
    asked : villages asked before, so that asking them again costs little; a poll serves one month.
    """

    stream: str
    decision: Decision
    pressure: FloatArray
    k: Coefficients
    asked: dict[tuple[int, ...], Asked] = field(default_factory=dict)

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
        attitudes: npt.NDArray[np.float32] | None = None,
        trials: npt.NDArray[np.int64] | None = None,
    ) -> Voices:
        """Ask the electorate of some villages.

        seen : (village,) — last published share of the agreeing, negative where there is none.
        shift : (village,) — added to everybody's attitude. [SD]
        attitudes : (trial, household of the villages) — in the place of what its households think. [SD]
        trials : (village,) int64 — in how many of them, from the first, each village is asked; nobody in the others.
        """
        asked, state = self._asked(month, villages), month.state
        thought = state.households.attitude[None, asked.household] if attitudes is None else attitudes
        pressure = self.pressure * (0.0 if self.decision.secret_ballot else 1.0)
        at_home = 1 - float(state.county.away_share[0]) if self._counts_the_away else 1.0
        counts = np.empty((5, thought.shape[0], villages.size))
        count_answers(
            asked,
            thought,
            np.full(villages.size, thought.shape[0]) if trials is None else trials,
            asking=Asking(
                answer_noise=self.k.answer_noise,
                cadre_weight=self.k.cadre_weight,
                response_rate=self._response_rate * at_home,
                pressure=pressure[villages],
                shift=np.zeros(villages.size) if shift is None else shift,
                visible_share=seen,
            ),
            counts=counts,
        )
        return Voices(*(counts[:, 0] if attitudes is None else counts))

    def _asked(self, month: Month, villages: npt.NDArray[np.intp]) -> Asked:
        """These villages with the voices of their households and what their answers are drawn from."""
        members = tuple(villages.tolist())
        if members not in self.asked:
            state, rows = month.state, households_of(month.state, villages)
            people = Living(state, month.draws, rows, self.k.adult_share)
            self.asked[members] = asked = Asked(
                village=villages.astype(np.int64),
                first=np.cumsum([0, *np.diff(state.first_household)[villages]]),
                household=rows,
                voices=ELECTORATES[self.decision.unit].voices(people).astype(np.float64),
                is_cadre=people.is_cadre,
                noise=np.empty(rows.size, np.float32),
                reply=np.empty(rows.size, np.float32),
            )
            at = month.draws.addresses(self.stream, state.villages.key, state.households.number, month.index)
            draw_answers(asked, at=at, table=normal_table())
        return self.asked[members]


def ballot_of(voices: Voices, everybody: Voices) -> Ballot:
    """A ballot as decision rules count it. everybody : answers of all households, whoever decides."""
    masses = share(everybody.agreeing, everybody.entitled)
    return Ballot(voices.entitled, voices.answered, voices.agreeing, masses, everybody.entitled)
