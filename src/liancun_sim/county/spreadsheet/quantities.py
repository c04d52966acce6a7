"""What kind of number each column holds, and how to say what is expected in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from liancun_sim.county.schema import COLLECTIVE_MEDIAN_YUAN, FIELDS
from liancun_sim.county.spreadsheet.headers import HAMLET, NEIGHBOURS, POSITION_IN_DEGREES
from liancun_sim.county.spreadsheet.phrases import phrase
from liancun_sim.county.spreadsheet.units import Unit, standard_unit
from liancun_sim.vocabulary import Label

NOTHING = Label("", "")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A column of numbers.

    Parameters
    ----------
    dimension : of `units`. example : a likely value, in the model's unit. whole : no fractions.
    low, high : float or None — values outside are refused, in the model's unit.
    per : what a unit may be divided by in a header (``元/人·年``). every : the same in words.
    must_name_unit : tables write it in several units that look alike, so the table has to say which.
    """

    dimension: str
    example: Decimal
    whole: bool
    low: float | None
    high: float | None
    per: tuple[str, ...] = ()
    every: Label = NOTHING
    must_name_unit: bool = False

    @property
    def standard(self) -> Unit:
        """The unit the model itself uses."""
        return standard_unit(self.dimension)

    def expected(self, unit: Unit) -> Label:
        """What would be right in a cell of this column, in the unit the table uses."""
        return _expected(self, unit)


@cache
def _expected(quantity: Quantity, unit: Unit) -> Label:
    example = f"{(quantity.example / unit.factor).normalize():f}"
    written = phrase("in_unit", unit=unit.label, every=quantity.every) if unit.label.en else phrase("as_count")
    return phrase("expected", what=written, example=example)


_PER_YEAR = Label(" per year", "/年")
_PER_PERSON = Label(" per person per year", "/（人·年）")
_TELLS_ITS_UNIT = ("income_yuan_per_person",)  # its size alone gives the unit away: see `plausible`
_SHARES = ("cash_crop_share", "road", "irrigation", "services", "capacity", "secretary_quality", "satisfaction")


def _of_field(name: str, dimension: str, example: str, per: tuple[str, ...] = (), every: Label = NOTHING) -> Quantity:
    field = FIELDS[name]
    return Quantity(
        dimension, Decimal(example), field.dtype == "int", field.low, field.high, per, every,
        must_name_unit=dimension in ("money", "area", "length") and name not in _TELLS_ITS_UNIT,
    )  # fmt: skip


QUANTITIES: Mapping[str, Quantity] = MappingProxyType({
    "households": _of_field("households", "households", "240"),
    "population": _of_field("population", "people", "900"),
    "x_km": _of_field("x_km", "length", "12.4"),
    "y_km": _of_field("y_km", "length", "8.1"),
    "land_mu": _of_field("land_mu", "area", "1500"),
    "spare_land_mu": _of_field("spare_land_mu", "area", "120"),
    "workshops": _of_field("workshops", "count", "3"),
    "income_yuan_per_person": _of_field("income_yuan_per_person", "money", "3200", ("person", "year"), _PER_PERSON),
    "collective_income_yuan": _of_field(
        "collective_income_yuan", "money", f"{COLLECTIVE_MEDIAN_YUAN:.0f}", ("year",), _PER_YEAR
    ),
    "fund_yuan": _of_field("fund_yuan", "money", "20000"),
    "debt_yuan": _of_field("debt_yuan", "money", "40000"),
    "cadre_posts": _of_field("cadre_posts", "count", "5"),
    "party_members": _of_field("party_members", "households", "20"),
    **{name: _of_field(name, "share", "0.65") for name in _SHARES},
    "longitude": Quantity("angle", Decimal("115.45"), False, -180, 180),
    "latitude": Quantity("angle", Decimal("36.48"), False, -180, 180),
})  # fmt: skip


def label_of(field: str) -> Label:
    """Both names of a column a table may have."""
    return phrase(field) if field in (*POSITION_IN_DEGREES, NEIGHBOURS, HAMLET) else FIELDS[field].label
