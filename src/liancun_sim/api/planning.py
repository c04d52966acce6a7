"""Which villages should join: plans, plans checked, advice."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liancun_sim.api.lands import place_of
from liancun_sim.county import County, load_county
from liancun_sim.running.comparison.run_comparison import Progress
from liancun_sim.scenario import load_scenario
from liancun_sim.vocabulary import BadInput, Fault

if TYPE_CHECKING:
    from liancun_sim.results.plan.plans import Advice, Checked, Plans

RulesSource = str | Path | Mapping[str, Any] | None


def plan(
    rules: RulesSource = None,
    county: str | Path | County = "default",
    *,
    simulate: bool = True,
    workers: int | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> "Plans":
    """Which villages should join: the best plan under rules, simulated against its alternatives on fresh draws.

    Parameters
    ----------
    rules : a YAML file, a mapping, or None for the defaults. county : a folder, ``default``, or a County.
    simulate : without it nothing but predictions is told, which are optimistic.
    store : folder in which every run is kept, so that the same call goes on after it was interrupted, and `check_plan`
        and `advise` under the same rules need not learn again. workers, progress : as `compare`.

    Raises
    ------
    BadInput
        With every fault of the rules; or naming a minimal set of rules that no plan keeps together.

    Examples
    --------
    >>> from liancun_sim import make_county, plan
    >>> rules = {"sizes": [2], "unions": {"at_most": 2}, "horizon": 18, "simulate": {"learn": 2, "assumptions": 10}}
    >>> found = plan(rules, make_county(villages=12, households=600, seed=5), simulate=False, workers=1)
    >>> len(found.plan)
    2
    >>> [len(members.split(";")) for members in found.plan["members"]]
    [2, 2]
    """
    from liancun_sim.planner.planning import make_plan
    from liancun_sim.planner.rules import read_rules

    land = _land_of_rules(county, rules)
    return make_plan(
        read_rules(rules, land), land, workers=workers, simulate=simulate, store=place_of(store), progress=progress
    )


def check_plan(
    path: str | Path,
    rules: RulesSource = None,
    county: str | Path | County = "default",
    *,
    original: str | Path | None = None,
    simulate: bool = True,
    workers: int | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> "Checked":
    """A plan edited by hand, held against the rules and simulated again, beside the original where one is given.

    path, original : ``plan.csv``, or a table with village, partner and month (拟结对). Other parameters as `plan`.

    Examples
    --------
    >>> from liancun_sim import check_plan, make_county
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> one, other = county.edges[0]
    >>> lines = f"month,form,lead,members\\n2008-01,hub,{one},{one};{other}\\n"
    >>> from pathlib import Path
    >>> written = Path("mine.csv").write_text(lines, "utf-8")
    >>> rules = {"horizon": 18, "across_townships": True, "simulate": {"learn": 2, "assumptions": 10}}
    >>> check_plan("mine.csv", rules, county, simulate=False, workers=1).broken
    ()
    """
    from liancun_sim.planner.checking import check_plan as check
    from liancun_sim.planner.rules import read_rules

    land = _land_of_rules(county, rules)
    return check(
        Path(path), read_rules(rules, land), land, original=None if original is None else Path(original),
        workers=workers, simulate=simulate, store=place_of(store), progress=progress,
    )  # fmt: skip


def advise(
    village: str,
    rules: RulesSource = None,
    county: str | Path | County = "default",
    *,
    workers: int | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> "Advice":
    """Every neighbour, and every small set of neighbours, as partners of one village. Parameters as `plan`.

    Examples
    --------
    >>> from liancun_sim import advise, make_county
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> rules = {"sizes": [2], "across_townships": True, "horizon": 18, "simulate": {"learn": 2, "assumptions": 10}}
    >>> advice = advise(county.villages.index[0], rules, county, workers=1)
    >>> len(advice.table) == sum(county.villages.index[0] in edge for edge in county.edges)
    True
    """
    from liancun_sim.planner.advising import advise_on
    from liancun_sim.planner.rules import read_rules
    from liancun_sim.scenario.village_names import VillageNames

    land = _land_of_rules(county, rules)
    row = VillageNames(land).row(village)
    if isinstance(row, str):
        raise BadInput(Fault("", "VILLAGE", row))
    return advise_on(read_rules(rules, land), land, row, workers, place_of(store), progress)


def _land_of_rules(county: str | Path | County, rules: "RulesSource") -> County:
    """The county a plan is for, built for the month its rules begin in."""
    if isinstance(county, County):
        return county
    from liancun_sim.planner.rules_file import start_of

    return load_county(county, start_of(rules) or load_scenario("baseline").setup.start)
