"""Studies of plain functions, as the store would give them back."""

import numpy as np
import pandas as pd

from liancun_sim.results import ScenarioInfo
from liancun_sim.results.store import OutcomeInfo
from liancun_sim.results.study.study import FactorInfo, StudyResult
from liancun_sim.running.study import designs, factors
from liancun_sim.vocabulary import Label


def named(key):
    return Label(key.replace("_", " "), f"{key}（中）")


def study_of(
    design,
    points,
    functions,
    *,
    ranges,
    replicates=1,
    failing=(),
    baseline="",
    better="higher",
    role="uncertainty",
    levels=None,
):
    """A finished study.

    functions : scenario → outcome of (values by factor, replicate). ranges : factor → (low, high).
    levels : factor → names of its choices, for factors without an order.
    failing : run numbers, counted by scenario, point and replicate, that have failed.
    """
    table = pd.DataFrame({"group": points.group, "role": points.role, **points.values})
    table.index.name = "point"
    rows = []
    for scenario, function in functions.items():
        for replicate in range(replicates):
            values = function({key: table[key].to_numpy() for key in ranges}, replicate)
            rows.append(
                pd.DataFrame(
                    {"scenario": scenario, "point": table.index, "replicate": replicate, "y": np.asarray(values, float)}
                )
            )
    runs = pd.concat(rows, ignore_index=True)
    failed = runs.index.isin(list(failing))
    runs = runs.assign(
        run_id=[f"run{i}" for i in runs.index],
        status=np.where(failed, "failed", "ok"),
        error=np.where(failed, "ValueError: planted", ""),
        y=runs["y"].mask(failed),
    )
    return StudyResult(
        name=Label("A study", "一项研究"),
        design=design,
        baseline=baseline,
        scenarios={key: ScenarioInfo(key, named(key)) for key in functions},
        factors=tuple(
            FactorInfo(
                key,
                named(key),
                *span,
                role=role,
                whole=bool(table[key].dtype.kind in "iu"),
                levels=(levels or {}).get(key, ()),
            )
            for key, span in ranges.items()
        ),
        outcomes={"y": OutcomeInfo("y", Label("Outcome", "结果"), "", better)},
        points=table,
        runs=runs,
        planned=len(runs),
    )


def design_factors(ranges):
    """The factors as a design takes them."""
    return [factors.Factor(key, "uncertainty", "real", low, high) for key, (low, high) in ranges.items()]


def sobol_study(function, ranges, base, **more):
    return study_of(
        "sobol", designs.sobol(design_factors(ranges), base, seed=4), {"function": function}, ranges=ranges, **more
    )


def scattered_study(functions, ranges, points, **more):
    """A Latin hypercube."""
    sample = designs.latin_hypercube(design_factors(ranges), points, seed=4)
    return study_of("plain", sample, functions, ranges=ranges, **more)


def replicated_study(values, *, baseline="base", better="higher"):
    """One point; scenario → outcome of each replicate."""
    count = len(next(iter(values.values())))
    functions = {key: (lambda x, r, mine=mine: np.array([mine[r]])) for key, mine in values.items()}
    return study_of(
        "plain", designs.one_point(), functions, ranges={}, replicates=count, baseline=baseline, better=better
    )


def worlds_study(values, *, baseline="base", better="higher"):
    """One replicate at each of several points; scenario → outcome at each point."""
    count = len(next(iter(values.values())))
    points = designs.listed([{"world": float(i)} for i in range(count)])
    functions = {key: (lambda x, r, mine=mine: np.array(mine)) for key, mine in values.items()}
    return study_of("plain", points, functions, ranges={"world": (0.0, count)}, baseline=baseline, better=better)
