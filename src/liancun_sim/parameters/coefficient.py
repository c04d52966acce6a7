"""A behavioural guess with its range, unit and source: the uncertainties of every study."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from liancun_sim.parameters.distribution import drawn, has_median
from liancun_sim.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A number the sources do not fix.

    Parameters
    ----------
    key : str — dotted name, mechanism first: ``attitude.pressure``.
    value, low, high : float — default and range; the default is the median of its distribution (see `distribution`).
    unit : str — in plain words, ``1`` if it has none.
    label : Label — both names.
    source : str — author, title, year; or ``assumption``.
    of_base_year : of an amount of money, whether the mechanism itself brings it to the month, by prices or wages. Any
        other is brought from the base year to the year before the start once, by rural income, and then stays.
    raises, lowers : tuple of indicator keys — what a larger value raises or lowers,
        other things equal. sways : what it moves up or down as it happens, where it says only who is heard or hit.
        Declaring none of the three is an error caught by the tests.
    at_default : float — share of the draws that are exactly the default: of what is off, or full, on purpose.
    """

    key: str
    value: float
    low: float
    high: float
    unit: str
    label: Label
    source: str
    raises: tuple[str, ...] = ()
    lowers: tuple[str, ...] = ()
    sways: tuple[str, ...] = ()
    at_default: float = 0.0
    of_base_year: bool = False

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.key}: default {self.value} lies outside {self.low}–{self.high}")
        if not has_median(self.low, self.value, self.high, self.at_default):
            raise ValueError(
                f"{self.key}: default {self.value} is an end of {self.low}–{self.high}, so not the median of "
                "what is drawn. Move it to what the evidence says, or say with at_default how often it is so"
            )

    def drawn(self, share: float) -> float:
        """The value below which a share of its distribution lies; at ½ the default."""
        return drawn(share, self.low, self.value, self.high, self.at_default)

    @property
    def is_of_start(self) -> bool:
        """Whether it is an amount of money that is brought to the start and then stays."""
        return self.unit.startswith("yuan") and not self.of_base_year

    @property
    def name(self) -> str:
        """The last part of the key, as formulas use it."""
        return self.key.rpartition(".")[2]


class Coefficients:
    """The coefficients of one mechanism at the values of one run, read as attributes."""

    def __init__(self, declared: Iterable[Coefficient], values: Mapping[str, float] = {}):
        self._values = {c.name: float(values.get(c.key, c.value)) for c in declared}

    def __getattr__(self, name: str) -> float:
        try:
            return self.__dict__["_values"][name]  # type: ignore[no-any-return]
        except KeyError:
            if name.startswith("__"):  # copying and pickling look for these before there are values
                raise AttributeError(name) from None
            raise AttributeError(f"no coefficient {name!r}; declared: {', '.join(self._values)}") from None

    def __iter__(self) -> Iterator[tuple[str, float]]:
        return iter(self._values.items())
