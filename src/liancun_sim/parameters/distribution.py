"""How an assumed number is drawn from its range: its default is the median.

Half of the draws lie below the default and half above, each half evenly spread over its part of the range. Of all
distributions with those ends and that median this one claims least (largest entropy; Jaynes 1957). A number that is
off, or full, on purpose says besides in what share of the draws it is exactly that.
"""

from typing import overload

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
ASSUMPTION = "assumption"
"""What a source says, alone or among others, where nothing better is known."""


@overload
def drawn(share: float, low: float, median: float, high: float, at_median: float = ...) -> float: ...
@overload
def drawn(share: Floats, low: float, median: float, high: float, at_median: float = ...) -> Floats: ...
def drawn(share: float | Floats, low: float, median: float, high: float, at_median: float = 0.0) -> float | Floats:
    """The value below which a share of the distribution lies.

    share : 0–1, one number or many. at_median : share of the draws that are exactly the median.

    Examples
    --------
    >>> [round(drawn(share, low=2, median=6, high=24), 1) for share in (0, 0.25, 0.5, 0.75, 1)]
    [2.0, 4.0, 6.0, 15.0, 24.0]
    >>> [drawn(share, low=0, median=0, high=2, at_median=0.5) for share in (0.3, 0.5, 0.75, 1)]
    [0.0, 0.0, 1.0, 2.0]
    """
    rest = 1.0 - at_median
    below = 0.0 if median == low else rest if median == high else rest / 2
    above = below + at_median
    share = np.asarray(share, dtype=np.float64)
    under = low + (median - low) * share / (below or 1.0)
    over = median + (high - median) * (share - above) / (1.0 - above or 1.0)
    value = np.where(share < below, under, np.where(share <= above, median, over))
    return value if value.ndim else float(value)


def has_median(low: float, median: float, high: float, at_median: float = 0.0) -> bool:
    """Whether that distribution has that median: at an end of the range only where half the draws are exactly there.

    Examples
    --------
    >>> has_median(0, 0, 2), has_median(0, 0, 2, at_median=0.5), has_median(0, 1, 2)
    (False, True, True)
    """
    return 0 <= at_median <= 1 and (low < median < high or at_median >= 0.5)
