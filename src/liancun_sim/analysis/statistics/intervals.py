"""The interval every table uses: Student t with n − 1 degrees of freedom, 95 % unless told otherwise."""

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from liancun_sim.analysis.statistics.resampling import resampled_sums

ONE_REPLICATION = "one_replication"  # a spread cannot be had from one number
NOT_MEASURED = "not_measured"  # no replication had anything to measure
NO_COUNTERPART = "no_counterpart"  # the baseline has nothing to compare with (nobody was asked there)

Floats = npt.NDArray[np.float64]
RESAMPLES = 2000


def t_interval(
    values: Floats, axis: int = 0, level: float = 0.95
) -> tuple[Floats, Floats, Floats, Floats, npt.NDArray[np.int64]]:
    """Mean, standard error, lower and upper end, and count of the finite values along an axis.

    mean ± t(½ + ½·level, n − 1) · s/√n, s with n − 1. With one value the error and the ends are NaN;
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
    half = stdtrit(np.maximum(count - 1, 1), 0.5 + level / 2) * error
    mean = np.where(count > 0, mean, np.nan)
    return mean, error, mean - half, mean + half, count


def ratio_of_sums(top: Floats, count: Floats) -> tuple[float, float, float]:
    """Σ top / Σ count over replications, and the 2.5–97.5 % percentile interval of resampled replications.

    A resample that counts nothing is left out. NaN ends with one replication; all NaN where nothing is counted.
    """
    if not count.sum() > 0:
        return np.nan, np.nan, np.nan
    value = float(top.sum() / count.sum())
    if top.size == 1:
        return value, np.nan, np.nan
    tops, counts = resampled_sums(np.stack([top, count]), RESAMPLES).T
    ratios = np.sort(tops[counts > 0] / counts[counts > 0])
    return value, float(ratios[int(0.025 * ratios.size)]), float(ratios[int(np.ceil(0.975 * ratios.size)) - 1])
