"""The interval every table uses: 95 %, Student t with n − 1 degrees of freedom."""

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

ONE_REPLICATION = "one_replication"  # a spread cannot be had from one number
NOT_MEASURED = "not_measured"  # no replication had anything to measure
NO_COUNTERPART = "no_counterpart"  # the baseline has nothing to compare with (nobody was asked there)

Floats = npt.NDArray[np.float64]


def t_interval(values: Floats, axis: int = 0) -> tuple[Floats, Floats, Floats, Floats, npt.NDArray[np.int64]]:
    """Mean, standard error, lower and upper end, and count of the finite values along an axis.

    mean ± t(.975, n − 1) · s/√n, s with n − 1. With one value the error and the ends are NaN;
    with none the mean is NaN as well.
    """
    finite = np.isfinite(values)
    count = finite.sum(axis=axis)
    some = np.maximum(count, 1)
    mean = np.where(finite, values, 0.0).sum(axis=axis) / some
    deviation = np.where(finite, values - np.expand_dims(mean, axis), 0.0)
    several = count > 1
    variance = (deviation * deviation).sum(axis=axis) / np.maximum(count - 1, 1)
    error = np.where(several, np.sqrt(variance / some), np.nan)
    half = stdtrit(np.maximum(count - 1, 1), 0.975) * error
    mean = np.where(count > 0, mean, np.nan)
    return mean, error, mean - half, mean + half, count
