"""What a file of planning rules may hold, and its form checked; what villages it names is checked against the county.

Every rule has a default, so that a plan needs no file; `liancun plan` alone works.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from liancun_sim.county.given_union import CALENDAR_MONTH
from liancun_sim.files.yaml_document import Document
from liancun_sim.planner.candidates import FORMS
from liancun_sim.planner.posterior import ENDING
from liancun_sim.running.study.study_faults import StudyFaults
from liancun_sim.scenario.reading import read_file
from liancun_sim.vocabulary import BadInput, Fault, nearest, say

LARGEST = 5
MOST_ALTERNATIVES = 6
HORIZON_MOST = 240
AFTER = 13  # months a horizon reaches beyond the month of the last proposal: a year, and that month itself
AIMS = ("lasting_unions", "income_poorest", "conversions", "yuan_per_yuan")
SAID = ("yes", "maybe", "no")


class Part(BaseModel):
    """A block of rules: unknown keys and wrong types are faults, nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class NamePart(Part):
    """What the plan is called."""

    en: str = ""
    zh: str = ""


class CountPart(Part):
    """How many unions. at_most: by default one for every 13 villages (assumption)."""

    at_least: int = Field(default=0, ge=0, le=10_000)
    at_most: int | None = Field(default=None, ge=1, le=10_000)


class MonthsPart(Part):
    """When they are proposed, months since the start; the surest first, spread evenly unless `per_month` says."""

    first: int = Field(default=0, ge=0, le=239)
    last: int = Field(default=5, ge=0, le=239)
    per_month: int | None = Field(default=None, ge=1, le=10_000)


class BudgetPart(Part):
    """Expected to be spent at most, over the months simulated."""

    yuan: float | None = Field(default=None, ge=0)
    cadre_months: float | None = Field(default=None, ge=0)


class TownshipsPart(Part):
    """Unions of a township; a union over a border counts for its lead's."""

    at_least: int = Field(default=0, ge=0, le=10_000)
    at_most: int | None = Field(default=None, ge=0, le=10_000)
    each: dict[str, int] = {}


class PicksPart(Part):
    """Villages, and pairs of villages that stand in one union."""

    villages: list[str] = []
    pairs: list[list[str]] = []


class ConsentPart(Part):
    """The least expected share of households that agree, in every member."""

    floor: float = Field(default=0.0, ge=0, le=1)
    kind: Literal["private", "stated"] = "private"


class CoverPart(Part):
    """Who must be among the members: so many backward villages; so large a share from the poorest fifth."""

    backward_villages: int = Field(default=0, ge=0, le=10_000)
    poorest_fifth: float = Field(default=0.0, ge=0, le=1)


class SimulatePart(Part):
    """Runs. learn: of random plans, from which chances are learnt. assumptions: draws of the coefficients.

    difference: plans nearer to one another than so many unions are tied. confidence: that the plan called best is, or
    is no further from the best. at_most: draws on which plans are simulated against one another, until one is best and
    what it promised too much is known within the difference.
    """

    learn: int = Field(default=6, ge=2, le=1_000)
    assumptions: int = Field(default=30, ge=10, le=1_000)
    difference: float = Field(default=1.0, gt=0, le=1_000)
    confidence: float = Field(default=0.95, ge=0.5, le=0.999)
    at_most: int = Field(default=40, ge=0, le=10_000)


class RulesFile(Part):
    """Rules as written."""

    name: NamePart = NamePart()
    unions: CountPart = CountPart()
    months: MonthsPart = MonthsPart()
    sizes: list[int] = [2, 3, 4, 5]
    forms: list[str] = list(FORMS)
    across_townships: bool = False
    budget: BudgetPart = BudgetPart()
    townships: TownshipsPart = TownshipsPart()
    force: PicksPart = PicksPart()
    forbid: PicksPart = PicksPart()
    united: list[list[str]] = []
    barriers: list[list[str]] = []
    backward: list[str] = []
    consent: ConsentPart = ConsentPart()
    cover: CoverPart = CoverPart()
    objective: Literal["lasting_unions", "income_poorest", "conversions", "yuan_per_yuan"] = "lasting_unions"
    risk: Literal["mean", "worst_fifth"] = "mean"
    assumptions: str = "ranges"
    willing: str | dict[str, str] | None = None
    willing_worth: float = Field(default=0.6, ge=0, le=1)
    decision: dict[str, Any] = {}
    policy: dict[str, Any] = {}
    start: str | None = Field(default=None, min_length=1)
    horizon: int = Field(default=30, le=HORIZON_MOST)  # at least a year beyond the last month: `_check_horizon`
    alternatives: int = Field(default=MOST_ALTERNATIVES, ge=1, le=MOST_ALTERNATIVES)
    shared: float = Field(default=0.7, ge=0, le=0.99)
    simulate: SimulatePart = SimulatePart()
    solve_seconds: float = Field(default=60.0, ge=1, le=86_400)
    seed: int = Field(default=1, ge=0)


class RulesFaults(StudyFaults):
    """Faults of rules, with the line each stands on."""

    topic = "plan"
    several_forms = ("willing",)

    def stop_if_any(self) -> None:
        """Raise `BadInput` with everything found so far, from the top of the file to its end."""
        if self.found:
            raise BadInput(sorted(self.found, key=self.found.__getitem__))


def read_rules_file(source: str | Path | Mapping[str, Any] | None) -> tuple[RulesFile, RulesFaults, Path]:
    """Rules of a file or mapping, or the defaults; where faults are collected; the folder its paths start from.

    What has the wrong form is a fault, and left at its default, so that all else can be held against the county.

    Raises
    ------
    BadInput
        If it is no rules at all.
    """
    document, shown, folder = _document(source)
    if not isinstance(document.content, Mapping):
        raise BadInput(Fault(shown, "", say("plan.not_settings")))
    faults = RulesFaults(shown, document.lines)
    wrong: set[int | str] = set()
    try:
        rules = RulesFile.model_validate(document.content)
    except ValidationError as error:
        faults.add_errors(error, RulesFile)
        wrong = {one["loc"][0] for one in error.errors(include_url=False, include_input=False)}
        rules = RulesFile.model_validate({key: one for key, one in document.content.items() if key not in wrong})
    _check_numbers(rules, faults)
    rules = _check_horizon(rules, faults, "months" in wrong)
    _check_forms(rules, faults)
    _check_assumptions(rules, faults)
    return rules, faults, folder


def start_of(source: str | Path | Mapping[str, Any] | None) -> str | None:
    """The month rules begin in, None where they leave it or say what is none: the county is built for it."""
    start = read_rules_file(source)[0].start
    return start if start is not None and CALENDAR_MONTH.fullmatch(start) else None


def _document(source: str | Path | Mapping[str, Any] | None) -> tuple[Document, str, Path]:
    if source is None:
        return Document({}), "", Path()
    if isinstance(source, Mapping):
        return Document(dict(source)), "", Path()
    path, shown = Path(source), str(source)
    if path.is_dir():
        raise BadInput(Fault(shown, "", say("plan.is_folder")))
    if not path.exists():
        raise BadInput(Fault(shown, "", say("plan.not_found")))
    document = read_file(path, shown)
    return Document({}, document.lines) if document.content is None else document, shown, path.parent


def _check_numbers(rules: RulesFile, faults: RulesFaults) -> None:
    count, months, sizes = rules.unions, rules.months, rules.sizes
    if not sizes:
        faults.add(("sizes",), "no_sizes")
    for at, size in enumerate(sizes):
        if not 2 <= size <= LARGEST:
            faults.add(("sizes", at), "size_range", value=size, largest=LARGEST)
        elif size in sizes[:at]:
            faults.add(("sizes", at), "listed_twice", part="sizes", name=size)
    if count.at_most is not None and count.at_least > count.at_most:
        faults.add(("unions",), "at_least_above", part="unions", least=count.at_least, most=count.at_most)
    towns = rules.townships
    if towns.at_most is not None and towns.at_least > towns.at_most:
        faults.add(("townships",), "at_least_above", part="townships", least=towns.at_least, most=towns.at_most)
    if months.last < months.first:
        faults.add(("months",), "months_reversed", first=months.first, last=months.last)
    elif months.per_month is not None:
        room = months.per_month * (months.last - months.first + 1)
        if room < count.at_least:
            faults.add(("months", "per_month"), "months_full", room=room, least=count.at_least)


def _check_horizon(rules: RulesFile, faults: RulesFaults, months_wrong: bool) -> RulesFile:
    """The rules, with the longest horizon in place of one that ends too soon, which is a fault.

    months_wrong : whether the months are at their default because they have a fault, so that they contradict nothing.
    """
    last = 0 if months_wrong else max(rules.months.first, rules.months.last)
    if rules.horizon >= last + AFTER:
        return rules
    least = last + AFTER
    if least > HORIZON_MOST:
        faults.add(("months", "last"), "months_late", last=last, most=HORIZON_MOST, latest=HORIZON_MOST - AFTER)
    else:
        faults.add(("horizon",), "horizon_short", horizon=rules.horizon, last=last, least=least, most=HORIZON_MOST)
    return rules.model_copy(update={"horizon": HORIZON_MOST})


def _check_assumptions(rules: RulesFile, faults: RulesFaults) -> None:
    if rules.assumptions not in ("ranges", "defaults") and not rules.assumptions.endswith(ENDING):
        faults.add(("assumptions",), "assumptions_word", value=rules.assumptions)


def _check_forms(rules: RulesFile, faults: RulesFaults) -> None:
    if not rules.forms:
        faults.add(("forms",), "no_forms", known=", ".join(FORMS))
    for at, form in enumerate(rules.forms):
        if form not in FORMS:
            near = nearest(form, FORMS)
            key = "form_unknown_near" if near else "form_unknown"
            faults.add(("forms", at), key, name=form, near=near, known=", ".join(FORMS))
        elif form in rules.forms[:at]:
            faults.add(("forms", at), "listed_twice", part="forms", name=form)
