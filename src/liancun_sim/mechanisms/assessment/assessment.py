"""The county's assessment: who is listed as backward, who leaves the list, who comes back (后进村考核).

Three machines run the same rules side by side: on the true index, on the assessed one (noise, and
kindness to the supported), and on a shadow of it without kindness. Only pay by performance goes by the
shadow, so that a label alone moves nothing true. All three go by the scenario's standard (see ``index.py``), frozen
at t0 or given as numbers. The same rules also run under each of the three standards, on the true and the assessed
index: these lists are recorded, and nothing reads them. Villages' incomes are reported at the same time, and nothing
reads the reports.
"""

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Draws
from liancun_sim.interventions import Channel, NameSupported
from liancun_sim.mechanisms.assessment.index import (
    PARTS,
    STANDARDS,
    FloatArray,
    Yardstick,
    true_index,
    weighted_sum,
    yardstick,
)
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.mechanisms.setup import AssessmentRules
from liancun_sim.parameters import Coefficient, fact
from liancun_sim.state import State, Store
from liancun_sim.vocabulary import Label

FIXED_NUMBERS = (
    "line", "line_true", "standard_income_yuan", "index_scale",
    *(f"{part.name}_{what}" for part in PARTS for what in ("mean", "sd")),
)  # fmt: skip
"""What ``assessment.fixed`` of a scenario may set; what it leaves out is taken from the county at t0."""

MACHINES = (
    ("index_assessed", "listed", "good_streak", "line"),
    ("index_true", "listed_true", "good_streak_true", "line_true"),
    ("index_shadow", "listed_shadow", "good_streak_shadow", "line"),
)


class Assessment(Mechanism):
    """Half-yearly listing of backward villages, and of poor households."""

    key = "assessment"
    label = Label("Assessment", "后进村考核")
    reads = (
        "village.key", "village.income_per_person_yuan", "village.collective_year_yuan", "village.public_goods",
        "village.satisfaction", "village.capacity", "village.union", "household.income_year_yuan", "household.size",
        "county.price_index",
    )  # fmt: skip
    writes = (
        "village.supported", "village.ever_supported", "village.index_true", "village.index_assessed",
        "village.index_shadow", "village.listed", "village.listed_true", "village.listed_shadow",
        "village.good_streak", "village.good_streak_true", "village.good_streak_shadow", "village.ever_listed",
        "village.relapses", "household.is_poor", "county.poverty_line_yuan", "village.listed_by_standard",
        "village.listed_true_by_standard",
        "village.good_streak_by_standard", "village.good_streak_true_by_standard",
        "village.income_assessed_yuan", "village.income_shadow_yuan",
    )  # fmt: skip
    founds = (
        "village.listed_at_start", "village.listed_true_at_start", "county.median_income_yuan",
        "county.start_price_index", *(f"county.{name}" for name in FIXED_NUMBERS),
    )  # fmt: skip
    opens = (
        Channel("assessment.kindness", "SD",
                Label("Kindness of assessors to the supported (b_A)", "考核对受帮扶村偏宽的程度"), "kindness", 0, 4),
    )  # fmt: skip
    accepts = (NameSupported,)
    coefficients = (
        Coefficient(
            "assessment.standard", 1.2, 1.0, 1.5, "ratio",
            Label("Income standard in multiples of the median village at the start, unless given",
            "收入标准相当于起始时中位村的倍数（未指定时）"), "assumption", raises=("index_true_mean",),
        ),
        Coefficient(
            "assessment.noise", 0.65, 0.35, 1.0, "SD", Label("Noise of an assessment (σ_A)", "考核误差"),
            "assumption: reliability .70, range .50–.89", raises=("assessment_gap",),
        ),
        Coefficient(
            "assessment.kindness", 0.0, 0.0, 2.0, "SD",
            Label("Kindness of assessors to the supported (b_A)", "考核对受帮扶村偏宽的程度"),
            "assumption: the implementer assesses", raises=("converted_assessed",), lowers=("backward_listed",),
            at_default=0.5,
        ),
        Coefficient(
            "assessment.income_noise", 0.10, 0.03, 0.20, "log",
            Label("Noise of a village's reported income (σ_y)", "村人均纯收入上报误差"),
            "assumption: reports rest on a few households a village", raises=("income_report_gap",),
        ),
        Coefficient(
            "assessment.income_kindness", 0.0, 0.0, 0.20, "log",
            Label("Rounding up of supported villages' reported income (b_y)", "受帮扶村收入上报偏高的幅度"),
            "assumption: the implementer reports", raises=("income_reported",), at_default=0.5,
        ),
    )  # fmt: skip

    def begin(self, state: State, draws: Draws) -> None:
        """Freeze the standard, and list the villages at or below it."""
        villages = state.villages
        self._freeze(state)
        self._measure(state, draws, 0, np.zeros(len(villages)))
        self._report_income(state, draws, 0, np.zeros(len(villages), dtype=bool))
        self._freeze_lines(state)
        for index, listed, streak, line in MACHINES:
            villages.put(listed, getattr(villages, index) <= getattr(state.county, line)[0])
            villages.put(streak, 0)
        for listed, start in (("listed_by_standard", "listed"), ("listed_true_by_standard", "listed_true")):
            villages.put(listed, getattr(villages, start))  # at t0 the three standards are the same
        villages.put("good_streak_by_standard", 0)
        villages.put("good_streak_true_by_standard", 0)
        villages.listed_at_start[:] = villages.ever_listed[:] = villages.listed
        villages.listed_true_at_start[:] = villages.listed_true
        self._draw_poverty_line(state, 0)
        self._list_poor(state)

    def step(self, month: Month) -> None:
        state, villages = month.state, month.state.villages
        villages.supported[:] = 0
        villages.supported[month.granted.all(NameSupported).village] = 1
        villages.ever_supported[:] |= villages.supported
        elapsed = month.index + 1
        self._draw_poverty_line(state, elapsed)
        if elapsed % self.setup.assessment.interval:
            return
        favoured = (villages.supported > 0) | (villages.union >= 0)
        kindness = np.where(favoured, month.channels["assessment.kindness"], 0.0)
        self._measure(state, month.draws, elapsed, kindness)
        self._report_income(state, month.draws, elapsed, favoured)
        before = villages.listed.copy()
        for index, listed, streak, line in MACHINES:
            self._list(villages, getattr(villages, index), listed, streak, float(getattr(state.county, line)[0]))
        self._list_by_standard(state)
        newly = (villages.listed > before) & (villages.ever_listed > 0)
        villages.relapses[:] += newly
        villages.ever_listed[:] |= villages.listed
        self._list_poor(state)

    def _measure(self, state: State, draws: Draws, elapsed: int, kindness: FloatArray) -> None:
        """B = −Σ w z / sd_0 (higher is better); A = B + N(0, σ_A) + kindness; Ã = B + the same noise."""
        villages = state.villages
        true = true_index(state, self.setup.assessment.standard)
        noise = self.k.noise * draws.normal("assessment.noise", villages.key, elapsed)
        villages.index_true[:] = true
        villages.index_shadow[:] = true + noise
        villages.index_assessed[:] = true + noise + kindness

    def _report_income(self, state: State, draws: Draws, elapsed: int, favoured: npt.NDArray[np.bool_]) -> None:
        """A = Y·exp(N(0, σ_y) − σ_y²/2 + b_y·favoured); the shadow report is the same without b_y."""
        villages, spread = state.villages, self.k.income_noise
        noise = spread * draws.normal("assessment.income_noise", villages.key, elapsed) - spread**2 / 2
        villages.income_shadow_yuan[:] = villages.income_per_person_yuan * np.exp(noise)
        villages.income_assessed_yuan[:] = villages.income_shadow_yuan * np.exp(self.k.income_kindness * favoured)

    def _list(self, villages: Store, index: FloatArray, listed: str, streak: str, line: float) -> None:
        now, run = listing_after(getattr(villages, listed) > 0, getattr(villages, streak), index, line,
                                 self.setup.assessment)  # fmt: skip
        villages.put(streak, run)
        villages.put(listed, now)

    def _list_by_standard(self, state: State) -> None:
        """The same rules under every standard: its true index, and that with the errors of the assessment made."""
        county, villages = state.county, state.villages
        error = villages.index_assessed - villages.index_true
        for row, standard in enumerate(STANDARDS):
            true = true_index(state, standard)
            for index, of, line in ((true + error, "", county.line[0]), (true, "_true", county.line_true[0])):
                listed = getattr(villages, f"listed{of}_by_standard")[row]
                streak = getattr(villages, f"good_streak{of}_by_standard")[row]
                now, run = listing_after(listed > 0, streak, index, float(line), self.setup.assessment)
                listed[:], streak[:] = now, run

    def _freeze(self, state: State) -> None:
        county, fixed = state.county, dict(self.setup.assessment.fixed)
        median = float(np.median(state.villages.income_per_person_yuan))
        county.median_income_yuan[0] = median
        county.start_price_index[0] = county.price_index[0]
        county.standard_income_yuan[0] = fixed.get("standard_income_yuan", self.k.standard * median)
        held: Yardstick = yardstick(state, "nominal")
        for part in PARTS:
            values = part.measure(state, held)
            getattr(county, f"{part.name}_mean")[0] = fixed.get(f"{part.name}_mean", float(np.mean(values)))
            getattr(county, f"{part.name}_sd")[0] = fixed.get(f"{part.name}_sd", float(np.std(values)))
        scale = float(np.std(weighted_sum(state, held)))
        county.index_scale[0] = fixed.get("index_scale", scale or 1.0)

    def _freeze_lines(self, state: State) -> None:
        """The bottom share at t0; villages tied with the last one in it are listed too."""
        county, villages = state.county, state.villages
        share, fixed = self.setup.assessment.share, dict(self.setup.assessment.fixed)
        line = fixed.get("line", float(np.quantile(villages.index_assessed, share, method="lower")))
        true = float(np.quantile(villages.index_true, share, method="lower"))
        county.line[0] = line
        county.line_true[0] = fixed.get("line_true", fixed.get("line", true))

    def _draw_poverty_line(self, state: State, elapsed: int) -> None:
        """The line of the month, or the scenario's at current prices; NaN where there is neither."""
        county, given = state.county, self.setup.assessment.poverty_line
        official = fact("poverty_line").amount(self.setup.iso_month(elapsed), float(county.price_index[0]))
        at_prices = float(county.price_index[0] / county.start_price_index[0])
        county.poverty_line_yuan[0] = official if given is None else given * at_prices

    def _list_poor(self, state: State) -> None:
        """Poor is a household below the poverty line of the date over its last 12 months; nobody is without one."""
        households = state.households
        line = np.float32(state.county.poverty_line_yuan[0])
        households.is_poor[:] = households.income_year_yuan < line * households.size


def listing_after(
    listed: npt.NDArray[np.bool_], streak: npt.NDArray[np.integer], index: FloatArray, line: float,
    rules: AssessmentRules,
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.integer]]:  # fmt: skip
    """One assessment: who is listed after it, and good assessments in a row of those still listed.

    Out after `consecutive` good assessments above the line by the margin; in at or below the line, if not just out.
    """
    run = np.where(listed & (index > line + rules.margin), streak + 1, 0)
    leaves = listed & (run >= rules.consecutive)
    return (listed & ~leaves) | (~listed & (index <= line)), np.where(leaves, 0, run)
