"""Numbers and units as a person reads them, in the current language."""

import math

import numpy as np
import numpy.typing as npt

from liancun_sim.vocabulary import Label, current_language, say
from liancun_sim.vocabulary.months import month_label
from liancun_sim.vocabulary.units import unit_label

COUNTED = ("villages", "unions", "townships", "proposals", "households", "posts", "rounds", "number", "cadre-months")
ONE = {
    "villages": "village", "months": "month", "runs": "run", "draws": "draw", "replications": "replication",
    "unions": "union", "proposals": "proposal", "households": "household", "townships": "township", "posts": "post",
    "rounds": "round", "cadre-months": "cadre-month",
}  # fmt: skip
"""English for one of what is counted in whole numbers; Chinese has its measure words instead."""
MEASURED = {"villages": "个村", "months": "个月", "runs": "次", "draws": "次抽取", "replications": "次"}
POINTS = Label("points", "个百分点")
MINUS = "−"
DUST = 1e-12  # what is left of a sum that comes to nothing
HALF_WAY = 1e-6
TEN_THOUSAND, HUNDRED_MILLION = 1e4, 1e8
WAN, YI = Label("ten thousand", "万"), Label("hundred million", "亿")


def factor(unit: str) -> float:
    """What a stored value is multiplied by to be shown: shares appear as percentages."""
    return 100.0 if unit == "share" else 1.0


def unit_name(unit: str, difference: bool = False) -> str:
    """The unit in words; a difference of shares is in percentage points."""
    if difference and unit == "share":
        return str(POINTS)
    return str(unit_label(unit))


def number(value: float, unit: str = "", signed: bool = False, like: float | None = None) -> str:
    """A value in its display unit, with as many digits as mean something; ``–`` if there is none.

    like : a value whose number of digits to use, so that what stands together reads together.
    """
    if value is None or not math.isfinite(value):
        return "–"
    shown = value * factor(unit) if abs(value) > DUST else 0.0
    digits = _digits(abs(shown if like is None else like * factor(unit)), unit)
    if digits < 0:
        shown = round(shown, digits)
    text = f"{shown:{'+' if signed else ''},.{max(digits, 0)}f}"
    if float(text.replace(",", "")) == 0:
        text = "0.0" if unit == "share" and like is None else text.lstrip("+-")
    return text.replace("-", MINUS)


def _digits(size: float, unit: str) -> int:
    """Decimals: three significant digits for large numbers, what the unit bears for small ones."""
    if size >= 10000:
        return 2 - math.floor(math.log10(size))
    if unit == "share":
        return 1 if size >= 1 or size == 0 else 2 if size >= 0.01 else 3 if size >= 0.001 else 4
    if unit in COUNTED:
        return 0 if size >= 1000 else 1 if size >= 0.1 or size == 0 else 2 if size >= 0.01 else 3
    return 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 or size == 0 else 3 if size >= 0.01 else 4


def rounded(values: npt.NDArray[np.float64], unit: str) -> npt.NDArray[np.float64]:
    """Values as `number` shows them, for a page that writes them itself."""
    shown = values * factor(unit)
    size = np.abs(shown)
    if unit == "share":
        decimals = np.select([(size >= 1) | (size == 0), size >= 0.01, size >= 0.001], [1, 2, 3], 4)
    elif unit in COUNTED:
        decimals = np.select([size >= 1000, (size >= 0.1) | (size == 0), size >= 0.01], [0, 1, 2], 3)
    else:
        decimals = np.select([size >= 100, size >= 10, (size >= 0.1) | (size == 0), size >= 0.01], [0, 1, 2, 3], 4)
    with np.errstate(divide="ignore", invalid="ignore"):
        decimals = np.where(size >= 10000, 2 - np.floor(np.log10(np.where(size > 0, size, 1))), decimals)
        scaled = shown * 10.0**decimals
        found = np.rint(scaled) * 10.0**-decimals
    for i in np.flatnonzero(
        np.abs(np.abs(scaled) % 1 - 0.5) < HALF_WAY
    ):  # where a product decides otherwise than a text
        found.flat[i] = round(float(shown.flat[i]), int(decimals.flat[i]))
    return np.asarray(found / factor(unit))


def mean_count(value: float, what: str, signed: bool = False) -> str:
    """A mean of counts for a sentence that says it is a mean: ``11.6``; a whole one without decimals, ``12``.

    what : one of `COUNTED`.
    """
    return number(value, what, signed).removesuffix(".0")


def with_error(value: float, error: float, unit: str, signed: bool = False) -> tuple[str, str]:
    """A quantity and its standard error, both in the decimals the error bears and counted in the same word.

    An error that is not known, or none, leaves the value the decimals of its own size.
    """
    like = error if math.isfinite(error) and error > 0 else None
    size, word = _counting_word(widest(value, error), unit)
    shown = number(error / size, unit, like=None if like is None else like / size)
    return quantity(value, unit, signed, like), shown if shown == "–" else _worded(shown, word)


def whole_percent(share: float) -> str:
    """A share as a whole percentage: ``80 %``, 80%."""
    return f"{100 * share:.0f}{percent_sign()}"


def quantity(value: float, unit: str, signed: bool = False, like: float | None = None) -> str:
    """A number with its unit: ``+45 yuan/person/year``, ``71.2 %``, 86.9万元/村."""
    size, word = _counting_word(widest(value, value if like is None else like), unit)
    shown = number(value / size, unit, signed, None if like is None else like / size)
    if shown == "–":
        return shown
    if unit in COUNTED and like is None and not signed:
        shown = shown.removesuffix(".0")  # 12 villages, not 12.0
    shown += word
    if shown in ("1", "1.0") and unit in ONE and current_language() == "en":
        return f"1 {ONE[unit]}"
    between = "" if current_language() != "en" else " "
    return f"{shown}{between}{unit_name(unit, difference=signed)}".rstrip()


def _counting_word(largest: float | None, unit: str) -> tuple[float, str]:
    """What large sums of money are counted in, in Chinese: 万 from ten thousand, 亿 from a hundred million."""
    if largest is None or unit.split("/")[0] != "yuan" or current_language() == "en" or largest < TEN_THOUSAND:
        return 1.0, ""
    return (HUNDRED_MILLION, str(YI)) if largest >= HUNDRED_MILLION else (TEN_THOUSAND, str(WAN))


def _worded(shown: str, word: str) -> str:
    """A number with what it is counted in; nothing is plain 0."""
    return "0" if word and set(shown) <= {"0", "."} else shown + word


def counted(count: int, what: str) -> str:
    """A whole number of things: ``1 village``, ``60 villages``, 60个村.

    what : a key of `MEASURED`.
    """
    return str(Label(f"{count:,} {ONE[what] if count == 1 else what}", f"{count}{MEASURED[what]}"))


def percent_of_log(gain: float) -> str:
    """A difference of logs as the percentage it comes to: ``+1.2 %``."""
    return f"{number(math.expm1(gain), 'share', signed=True)}{percent_sign()}" if math.isfinite(gain) else "–"


def percent_sign() -> str:
    """The sign behind a percentage: after a blank in English, close in Chinese."""
    return " %" if current_language() == "en" else "%"


def widest(*values: float) -> float | None:
    """The largest finite size among values that stand together; None if none is finite."""
    return max((abs(value) for value in values if math.isfinite(value)), default=None)


def telling(low: float, high: float, unit: str = "") -> float | None:
    """A size with digits enough to tell two ends apart: the wider end's or, where they would read alike, the gap's."""
    like = widest(low, high)
    alike = low < high and number(low, unit, like=like) == number(high, unit, like=like)
    return high - low if alike else like


def ends(low: float, high: float, unit: str = "") -> str:
    """Both ends of a range without its unit, in as many decimals: ``4.7–33.6``, 4.7～33.6."""
    like = telling(low, high, unit)
    return str(Label("{}–{}", "{}～{}")).format(number(low, unit, like=like), number(high, unit, like=like))


def plain_span(low: float, high: float) -> str:
    """The range an assumption may lie in, as it is declared: ``0.5–0.9``, 0.5～0.9."""
    return say("report.between", low=f"{low:g}".replace("-", MINUS), high=f"{high:g}".replace("-", MINUS))


def after_blank(text: str) -> str:
    """What follows a number: after a blank in English, close in Chinese; nothing stays nothing."""
    return f" {text}" if text and current_language() == "en" else text


def interval(low: float, high: float, unit: str = "", signed: bool = True, worded: bool = False) -> str:
    """``[+12 … +78]``, [+12～+78]; an end that is not known is said to be open; empty without either."""
    if not (math.isfinite(low) or math.isfinite(high)):
        return ""
    size, word = _counting_word(widest(low, high), unit if worded else "")
    like = telling(low / size, high / size, unit)
    if not math.isfinite(high):
        return say("report.no_upper_end", low=number(low / size, unit, signed, like) + word)
    ends = (_worded(number(end / size, unit, signed, like), word) for end in (low, high))
    return say("report.interval", low=next(ends), high=next(ends))


def span(low: float, high: float, unit: str = "", signed: bool = True) -> str:
    """``+12 to +78 yuan``, as a sentence says it; empty unless both ends are known."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    like = telling(low, high, unit)
    size, word = _counting_word(widest(low, high), unit)
    ends = [
        _worded(number(end / size, unit, signed, None if like is None else like / size), word) for end in (low, high)
    ]
    name = unit_name(unit, difference=signed)
    return f"{say('report.span', low=ends[0], high=ends[1])}{'' if current_language() != 'en' else ' '}{name}".rstrip()


def rounds_to_zero(*values: float, unit: str = "") -> bool:
    """Whether none of the finite values shows a digit other than 0."""
    return all(set(number(one, unit)) <= {"0", "."} for one in values if math.isfinite(one))


def month_name(iso: str, later: int = 0) -> str:
    """A month as it is written: ``2008-01``, 2008年1月. later : so many months on."""
    return str(month_label(iso, later))


def months_told(start: str, months: int) -> str:
    """The months of a run: ``2008-01 to 2009-12``, 2008年1月至2009年12月; one month by itself."""
    first, last = month_name(start), month_name(start, months - 1)
    return first if months == 1 else str(Label(f"{first} to {last}", f"{first}至{last}"))
