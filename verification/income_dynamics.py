"""How long households stay poor and how far they move, in the county without policy: results, none of them required.

    python verification/income_dynamics.py [--replications 4] [--lang zh]

Small county (60 villages, about 8,000 households), 84 months. Incomes are of calendar years, per person, beside the
county's mean log income of the year. Poor is below half the median of the year.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata
from worlds import arguments, show_table

from liancun_sim.county import make_county
from liancun_sim.draws import Draws
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.schedule import Schedule
from liancun_sim.simulation.world import World
from liancun_sim.vocabulary import Label

YEARS = 7
Floats = npt.NDArray[np.float64]


def incomes(world: World, replication: int) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Log income per person beside the county's mean of the year, (year, household); who has at most primary school."""
    scenario = load_scenario("baseline", months=12 * YEARS)
    schedule = Schedule(scenario.setup, scenario.coefficients)
    state = world.begin(schedule)
    found = []
    for index in range(12 * YEARS):
        schedule.step(state, index, Draws(1, replication))
        if index % 12 == 11:
            people = state.households
            each = np.log(np.maximum(1.0, people.income_year_yuan / people.size.astype(np.float64)))
            found.append(each - each.mean())
    return np.array(found), state.households.schooling <= 6


def kept_rank(years: Floats, lag: int) -> float:
    """Rank correlation of incomes so many years apart."""
    pairs = zip(years[:-lag], years[lag:], strict=True)
    return float(np.mean([np.corrcoef(rankdata(one), rankdata(other))[0, 1] for one, other in pairs]))


def stayed_in_fifth(years: Floats, lag: int, fifth: int) -> float:
    """Share of a fifth that is in it again so many years later."""
    place = np.array([np.minimum(4, 5 * (rankdata(year) - 1) // year.size) for year in years])
    there, later = place[:-lag] == fifth, place[lag:] == fifth
    return float((there & later).sum() / there.sum())


def left(years: Floats, already: int, who: npt.NDArray[np.bool_] | None = None) -> tuple[int, int]:
    """Of spells of poverty begun in the run and `already` years old: how many there were, how many ended in a year."""
    poor = years < np.log(0.5) + np.median(years, axis=1, keepdims=True)
    there = ended = 0
    for start in range(1, YEARS - already):
        spell = ~poor[start - 1] & poor[start : start + already].all(axis=0)
        spell &= True if who is None else who
        there += int(spell.sum())
        ended += int((spell & ~poor[start + already]).sum())
    return there, ended


def share(counts: Sequence[tuple[int, int]]) -> float:
    return sum(ended for _, ended in counts) / max(1, sum(there for there, _ in counts))


def main() -> None:
    told = arguments(__doc__.partition("\n")[0], replications=4)
    world = World(make_county(villages=60, households=8_000, seed=5))
    runs, schooled = zip(*(incomes(world, replication) for replication in range(told.replications)), strict=True)
    little = schooled[0]

    def over_runs(measure, *how: int) -> str:
        values = [measure(run, *how) for run in runs]
        return f"{np.mean(values):.2f} ({np.std(values, ddof=1) / np.sqrt(len(values)):.3f})"

    ages = (1, 2, 3, 4)
    show_table(
        (Label("Years", "年数"), *map(str, ages)),
        [
            (Label("Rank correlation so far apart (standard error)", "相隔若干年的位次相关（标准误）"),
             *(over_runs(kept_rank, lag) for lag in ages)),
            (Label("Of the poorest fifth in it again", "最低五等份中仍在其中的比例"),
             *(over_runs(stayed_in_fifth, lag, 0) for lag in ages)),
            (Label("Of the richest fifth in it again", "最高五等份中仍在其中的比例"),
             *(over_runs(stayed_in_fifth, lag, 4) for lag in ages)),
            (Label("Poor so long, no longer the next year", "已贫困若干年、次年脱离的比例"),
             *(f"{share([left(run, age) for run in runs]):.2f}" for age in ages)),
            (Label("· at most primary school", "· 小学及以下"),
             *(f"{share([left(run, age, little) for run in runs]):.2f}" for age in ages)),
            (Label("· more", "· 初中及以上"),
             *(f"{share([left(run, age, ~little) for run in runs]):.2f}" for age in ages)),
            (Label("Spells counted", "贫困时段数"), *(sum(left(run, age)[0] for run in runs) for age in ages)),
        ],
    )  # fmt: skip
    variance = np.mean([run.var() for run in runs])
    lagged = [np.mean([np.mean(run[:-lag] * run[lag:]) for run in runs]) / variance for lag in range(1, YEARS)]
    print(f"var {variance:.3f}; autocorrelation {', '.join(f'{value:.2f}' for value in lagged)}")


if __name__ == "__main__":
    main()
