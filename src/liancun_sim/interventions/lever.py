"""A lever: one of a policy's own dials, with its unit, range, source and both names."""

from dataclasses import dataclass, replace
from typing import Literal

from liancun_sim.parameters.distribution import ASSUMPTION, drawn
from liancun_sim.vocabulary import Label

Value = float | int | str | bool | None | tuple[str, ...]
Kind = Literal["number", "integer", "choice", "yes_no", "villages", "unions"]


@dataclass(frozen=True, slots=True)
class Lever:
    """Declaration of a lever.

    source : str — author, title or document part; or ``assumption``, which then has a `plausible` range.
    low, high : what is accepted. plausible : what is likely, the range it is drawn from; within low and high.
    kind : number · integer · choice (one of `choices`) · yes_no · villages (in a scenario file
        ``township/village`` names or ids; rows once resolved) · unions (a plan: who with whom and when; a tuple of
        `PlannedUnion` once resolved).
    An ``optional`` lever may be null. A lever named ``cost_…`` is a unit cost.
    """

    name: str
    default: Value
    unit: str
    label: Label
    source: str
    low: float | None = None
    high: float | None = None
    kind: Kind = "number"
    choices: tuple[str, ...] = ()
    optional: bool = False
    plausible: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if isinstance(self.default, int | float) and not isinstance(self.default, bool):
            low = float("-inf") if self.low is None else self.low
            high = float("inf") if self.high is None else self.high
            if not low <= self.default <= high:
                raise ValueError(f"lever {self.name}: default {self.default} lies outside {self.low}–{self.high}")
            least, most = self.plausible or (self.default, self.default)
            if not low <= least <= self.default <= most <= high:
                raise ValueError(f"lever {self.name}: {least}–{most} is no plausible range round {self.default}")
        if self.kind == "choice" and self.default not in self.choices and not (self.optional and self.default is None):
            raise ValueError(f"lever {self.name}: default {self.default!r} is none of {', '.join(self.choices)}")

    @property
    def is_cost(self) -> bool:
        """Whether it is what an action costs, rather than how much is done."""
        return self.name.startswith("cost_")

    @property
    def is_drawn(self) -> bool:
        """Whether it is an assumption to draw. At an end of its range it is off, or full, on purpose: a choice."""
        return self.plausible is not None and ASSUMPTION in self.source and self.default not in self.plausible

    def drawn(self, share: float) -> float:
        """The value below which a share of its distribution lies, its default the median; for one that is drawn."""
        assert self.is_drawn, self.name
        low, high = self.plausible  # type: ignore[misc]
        value = drawn(share, low, self.default, high)  # type: ignore[arg-type]
        return round(value) if self.kind == "integer" else value

    def at(self, default: Value) -> "Lever":
        """The same lever with another default, for a policy that shares it."""
        return replace(self, default=default)


TARGETING = Lever(
    "targeting", "easy_first", "choice", Label("Which villages first", "先选哪些村"),
    "source documents: easy before hard (先易后难); where they help backward villages, by need", kind="choice",
    choices=("easy_first", "need_first", "random", "list"),
)  # fmt: skip

COMMON_LEVERS: tuple[Lever, ...] = (
    Lever("dose", 1.0, "share", Label("Dose: 0 does nothing, 1 the full policy", "力度：0为不做，1为全力"),
          "design choice", 0, 1),
    Lever("start_month", 0, "month", Label("First month", "开始月份"), "design choice", 0, 240, "integer"),
    Lever("end_month", None, "month", Label("Month it ends (none: stays)", "结束月份（空为持续）"), "design choice",
          0, 240, "integer", optional=True),
    Lever("ramp_months", 0, "months", Label("Months until full strength", "达到全力所需月数"), "design choice",
          0, 60, "integer"),
    TARGETING,
    Lever("screening", 0.6, "correlation", Label("Correlation of the office's score with the true village attitude",
          "选点评分与私下意愿的相关"), "assumption", 0, 0.9, plausible=(0, 0.9)),
    Lever("villages", (), "names", Label("Named villages, first in line", "指定村（优先）"), "design choice",
          kind="villages"),
    Lever("budget_yuan_per_year", None, "yuan/year",
          Label("Own budget (none: the county's)", "政策资金上限（空为全县预算）"), "design choice",
          0, None, optional=True),
    Lever("budget_cadre_months_per_year", None, "cadre-months/year", Label("Own staff limit (none: the county's)",
          "政策人力上限（空为全县人力）"), "design choice", 0, None, optional=True),
    Lever("priority", 0, "rank", Label("Rank when the budget is short, lowest first", "预算不足时的次序（小者先）"),
          "design choice", -100, 100, "integer"),
)  # fmt: skip
