"""A page on Mesa's own visualisation: ``solara run liancun_sim.agents.solara_page``, with the extra ``solara``.

Every browser has a model of its own. Another scenario makes another model at once; Reset makes the model anew at the
settings in the sidebar. Where a computer is offline, ``solara-assets`` is needed too.
"""

import os
from typing import Any

import solara
from matplotlib.figure import Figure
from mesa.visualization import Slider, SolaraViz
from mesa.visualization.utils import update_counter

from liancun_sim.agents.model import LiancunModel
from liancun_sim.indicators import indicators
from liancun_sim.scenario import Scenario, shipped_names
from liancun_sim.vocabulary import Label
from liancun_sim.vocabulary.language import use_language

VILLAGES, HOUSEHOLDS, SEED = 60, 3_000, 1
SHOWN = ("attitude_mean", "stated_consent", "union_coverage", "income_mean")
TITLE = Label("Joint-village governance", "联村治理")
SCENARIO, MAP = Label("Scenario", "情景"), Label("Villages: in a union, or not", "各村：已联村与未联村")
SETTINGS = (
    ("attitude.pressure", Label("Social pressure", "当面表态效应"), 0.0, 1.0, 0.05),
    ("decision.threshold", Label("Share that must agree", "须同意的比例"), 0.3, 1.0, 0.05),
)
IN_UNION, ALONE = "#2a6f97", "#c9c9c9"


@solara.component
def Page() -> None:
    """The page of one browser."""
    use_language(os.environ.get("LIANCUN_LANG") or "en")
    chosen, choose = solara.use_state("strong_weak_pairing")
    model = solara.use_memo(lambda: new_model(chosen), [chosen])
    with solara.Sidebar():
        solara.Select(str(SCENARIO), value=chosen, values=list(shipped_names()), on_value=choose)
        solara.Text(str(model.liancun_scenario.name))
    settings = sliders(model.liancun_scenario)
    SolaraViz(model, components=[(Villages, 0), (Paths, 0)], model_params=settings, name=str(TITLE)).key(chosen)


def new_model(scenario: str) -> LiancunModel:
    """A small county under a scenario."""
    return LiancunModel(scenario, villages=VILLAGES, households=HOUSEHOLDS, seed=SEED)


def sliders(scenario: Scenario) -> dict[str, Any]:
    """What may be set before a Reset, at first as in the scenario."""
    now = {**scenario.coefficients, "decision.threshold": scenario.setup.decision.threshold}
    return {key: Slider(str(label), now[key], *numbers) for key, label, *numbers in SETTINGS}


@solara.component
def Villages(model: LiancunModel) -> None:
    """Where the villages are, and which are in a union."""
    update_counter.get()
    x, y, unions = (model.villages.get(name) for name in ("x_km", "y_km", "union"))
    figure = Figure(figsize=(5, 4))
    axes = figure.subplots()
    axes.scatter(x, y, c=[ALONE if union is None else IN_UNION for union in unions], s=30)
    axes.set_aspect("equal")
    axes.set_axis_off()
    solara.Text(f"{MAP} · {model.iso_month}")
    solara.FigureMatplotlib(figure)


@solara.component
def Paths(model: LiancunModel) -> None:
    """Some indicators month by month."""
    update_counter.get()
    history = model.datacollector.get_model_vars_dataframe()
    for key in SHOWN:
        figure = Figure(figsize=(5, 1.4), layout="constrained")
        axes = figure.subplots()
        axes.plot(history.index, history[key], marker=".")
        axes.set_xlim(0, model.schedule.setup.months)
        solara.Text(f"{indicators()[key].label} [{indicators()[key].unit}]")
        solara.FigureMatplotlib(figure)
