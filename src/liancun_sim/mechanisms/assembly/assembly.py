"""The village assembly of representatives, in eight steps (村民代表会议，八步工作法).

Suggestions are gathered, topics set, opinions asked and proposals deliberated; representatives
resolve, if enough are present and agree; what is resolved is published, carried out and supervised.
Each resolution is a work to build or an affair to settle. Being heard, and seeing it done, adds to
satisfaction and trust; resolutions that wait take from them. Without a policy no village works so, yet
villages resolve something: that part is counted everywhere and felt nowhere anew, since satisfaction,
trust and works at t0 already have it in them. What the eight steps add is what they resolve beyond it.
"""

from collections.abc import Mapping
from math import comb, exp

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions import Appraise, FundResolved, KeepAssembly
from liancun_sim.mechanisms.assembly.coefficients import COEFFICIENTS
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.mechanisms.setup import Setup
from liancun_sim.vocabulary import Label

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]

MOST = 40  # suggestions of a village in a month that the tables know; more count as this many
FORGOTTEN = 1e-6  # a weaker feeling of being heard is dropped, so that villages can rest
OF_THIS_MONTH = ("suggestions", "assemblies", "resolved_works_yuan", "funded_works_yuan", "trust_kept")


class Assembly(Mechanism):
    """Suggestions, assemblies, resolutions, and what becomes of them."""

    key = "assembly"
    label = Label("Village assembly of representatives", "村民代表会议")
    reads = ("village.key", "village.capacity")
    writes = (
        "village.assembly_until", "village.assembly_quorum", "village.assembly_majority", "village.supervision",
        "village.assembly_raised", "village.works_waiting", "village.voice", "village.resolutions",
        *(f"village.{name}" for name in OF_THIS_MONTH),
    )  # fmt: skip
    accepts = (KeepAssembly, FundResolved, Appraise)
    coefficients = COEFFICIENTS

    def __init__(self, setup: Setup, values: Mapping[str, float] = {}):
        super().__init__(setup, values)
        self.suggestions = poisson_table(self.k.suggestions)
        self.topics = binomial_table(self.k.topic_share)
        self.before = poisson_table(self.k.before * self._usual())

    def step(self, month: Month) -> None:
        villages = month.state.villages
        kept, appraised = month.granted.all(KeepAssembly), month.granted.all(Appraise)
        if kept:
            np.maximum.at(villages.assembly_until, kept.village, month.index + kept.months)
            villages.assembly_quorum[kept.village], villages.assembly_majority[kept.village] = (
                kept.quorum,
                kept.majority,
            )
            villages.supervision[kept.village], villages.assembly_raised[kept.village] = kept.supervised, kept.raised
        uses = villages.assembly_until > month.index
        active = np.flatnonzero(uses)
        drawn = find(self.before, month.draws.uniform("assembly.before", villages.key, month.index))
        villages.resolutions[:] = np.where(uses, 0, drawn)
        if not (active.size or appraised or villages.voice.any() or villages.works_waiting.any()):
            return
        for name in OF_THIS_MONTH:
            getattr(villages, name)[:] = 0
        affairs = self._resolve(month, active) if active.size else np.zeros(len(villages))
        done = self._carry_out(month)
        heard = affairs + done
        villages.trust_kept[:] = self.k.trust * heard
        np.add.at(heard, appraised.village, self.k.appraisal)
        voice, fading = villages.voice, 2 ** (-1 / self.k.voice_half_life)
        voice[:] = voice * fading + (1 - voice) * np.minimum(1.0, self.k.voice_gain * heard)
        voice -= self.k.unkept * villages.works_waiting
        voice[voice < FORGOTTEN] = 0.0

    def _resolve(self, month: Month, active: IntArray) -> FloatArray:
        """Steps one to six in the villages that hold assemblies; returns affairs settled, (village,).

        Of what they resolve, a share `before` would have been resolved anyway: counted, and no more.
        """
        villages, k = month.state.villages, self.k
        keys = villages.key[active]
        gathered = find(self.suggestions, month.draws.uniform("assembly.suggestions", keys, month.index))
        for raised in np.unique(villages.assembly_raised[active]):  # the township's own, a few rates at most
            if raised > 0:
                some = np.flatnonzero(villages.assembly_raised[active] == raised)
                lot = month.draws.uniform("assembly.raised", keys[some], month.index)
                gathered[some] = np.minimum(MOST, gathered[some] + find(poisson_table(raised), lot))
        picked = find(self.topics[gathered], month.draws.uniform("assembly.topics", keys, month.index))
        put = np.minimum(gathered, picked)
        villages.suggestions[active], villages.assemblies[active] = gathered, put
        affairs = np.zeros(len(villages))
        for number in range(int(put.max(initial=0))):  # each assembly of the month takes one topic to a vote
            held = active[put > number]
            passed = held[self._passes(month, held, number)]
            villages.resolutions[passed] += 1
            passed = passed[
                month.draws.uniform("assembly.anyway", villages.key[passed], month.index, number) >= k.before
            ]
            kind = month.draws.uniform("assembly.kind", villages.key[passed], month.index, number)
            works = kind < k.works_share
            villages.works_waiting[passed[works]] += 1
            affairs[passed[~works]] += 1
        return affairs

    def _usual(self) -> float:
        """Resolutions of a village a month by the eight steps, with two thirds and two thirds. [1/month]"""
        from scipy.special import ndtr  # slow to load: only for those who run

        k, rule = self.k, 2 / 3
        present = ndtr((k.attendance - rule) / max(k.attendance_spread, FORGOTTEN))
        resolving = present * ndtr((k.support - rule) / max(k.support_spread, FORGOTTEN))
        return float(k.suggestions * k.topic_share * resolving)

    def _passes(self, month: Month, held: IntArray, number: int) -> npt.NDArray[np.bool_]:
        """Whether enough representatives are present and enough of those agree: (assembly,) bool.

        present ~ N(attendance, spread), agreeing ~ N(support, spread). At the defaults, with two thirds
        and two thirds: Φ((.80 − ⅔)/.08) · Φ((.844 − ⅔)/.12) = .952 · .930 = .886.
        """
        villages, k = month.state.villages, self.k
        keys = villages.key[held]
        present = k.attendance + k.attendance_spread * month.draws.normal("assembly.present", keys, month.index, number)
        agreeing = k.support + k.support_spread * month.draws.normal("assembly.agreeing", keys, month.index, number)
        passed: npt.NDArray[np.bool_] = present >= villages.assembly_quorum[held]
        return passed & (agreeing >= villages.assembly_majority[held])

    def _carry_out(self, month: Month) -> FloatArray:
        """Steps seven and eight: works the township pays for, then those the village gets done; returns their number.

        A capable committee carries out more of what waits, a supervised one more still.
        """
        villages, k = month.state.villages, self.k
        waiting = villages.works_waiting
        funded = month.granted.totals(FundResolved, "yuan", len(villages))
        villages.funded_works_yuan[:] = funded
        paid_for = np.minimum(waiting, funded / k.works_yuan)
        waiting -= paid_for
        rate = k.carried_out * villages.capacity / 0.5 * (1 + k.supervised * villages.supervision)
        own = waiting * np.minimum(1.0, rate)
        waiting -= own
        waiting[waiting < FORGOTTEN] = 0.0
        villages.resolved_works_yuan[:] = own * k.works_yuan
        done: FloatArray = paid_for + own
        return done


def poisson_table(mean: float) -> FloatArray:
    """P(N ≤ n) of a Poisson number, n = 0 … MOST."""
    chance, table = exp(-mean), []
    for n in range(MOST + 1):
        table.append(chance)
        chance *= mean / (n + 1)
    return np.cumsum(table)


def binomial_table(share: float) -> FloatArray:
    """P(K ≤ k) of a binomial number out of n: (n, k), both 0 … MOST."""
    return np.cumsum(
        [[comb(n, k) * share**k * (1 - share) ** (n - k) if k <= n else 0.0 for k in range(MOST + 1)]
         for n in range(MOST + 1)],
        axis=1,
    )  # fmt: skip


def find(table: FloatArray, uniform: FloatArray) -> IntArray:
    """The number a uniform draw stands for in a table, (n,), or in one of each row, (draw, n)."""
    below = np.searchsorted(table, uniform) if table.ndim == 1 else (table < uniform[:, None]).sum(axis=1)
    return np.minimum(MOST, below).astype(np.intp)
