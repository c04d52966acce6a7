"""A result read again from the folder it was written into."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from liancun_sim.results.common.keeping import kept
from liancun_sim.vocabulary import BadInput, Fault, Label, say

if TYPE_CHECKING:
    from liancun_sim.analysis.study.analysed import Analysis
    from liancun_sim.results import Comparison
    from liancun_sim.results.audit.audit import Audit
    from liancun_sim.results.plan.plans import Plans


def read_result(folder: str | Path) -> "Comparison | Audit | Analysis | Plans":
    """A comparison, audit, plan or analysis of a study as the folder of its results keeps it: to look into, or to write
    all of it again.

    Raises
    ------
    BadInput
        If the folder holds none of them.

    Examples
    --------
    >>> from liancun_sim import compare, make_county, read_result
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> comparison = compare(["strong_weak_pairing"], county=county, months=12, replications=1, workers=1)
    >>> from pathlib import Path
    >>> from liancun_sim.reports.comparison.write import write_comparison
    >>> write_comparison(comparison, Path("found"))
    >>> read_result("found").policies_compared
    ('strong_weak_pairing',)
    """
    parts, whole = _types()
    found = kept(Path(folder), (*whole, *parts))
    if not isinstance(found, whole):
        why = say("files.reason_in_brackets", reason=type(found).__name__)
        raise BadInput(Fault(str(folder), "", say("files.no_result", reason=why)))
    return cast("Comparison | Audit | Analysis | Plans", found)


def _types() -> tuple[tuple[type, ...], tuple[Any, ...]]:
    """What results that were kept are made of, and results."""
    from liancun_sim.analysis.statistics.prim import Box
    from liancun_sim.analysis.statistics.regions import Region
    from liancun_sim.analysis.statistics.tree import Node
    from liancun_sim.analysis.statistics.unseen import HeldOut
    from liancun_sim.analysis.study.analysed import Analysis
    from liancun_sim.analysis.study.discovery import Discovery, Event
    from liancun_sim.parameters import Coefficient
    from liancun_sim.results import Comparison, IndicatorInfo, ScenarioInfo, Setting, TableColumn
    from liancun_sim.results.audit.audit import Audit, AuditedWorld
    from liancun_sim.results.comparison.village_paths import VillagePaths
    from liancun_sim.results.plan.plans import Plans
    from liancun_sim.results.store.planned import OutcomeInfo
    from liancun_sim.results.study.study import FactorInfo, StoppingRule, StudyResult

    whole = (Comparison, Audit, Analysis, Plans)
    parts = (
        AuditedWorld, Box, Coefficient, Discovery, Event, FactorInfo, HeldOut, IndicatorInfo, Label, Node, OutcomeInfo,
        Region, ScenarioInfo, Setting, StoppingRule, StudyResult, TableColumn, VillagePaths,
    )  # fmt: skip
    return parts, whole
