"""Our Sobol, Morris, PRIM and trees beside SciPy, SALib, the EMA Workbench and scikit-learn, on known functions.

    python benchmarks/against_libraries.py

Prints, for each, how far the answers are apart, what each costs, and what only one of them can do. scikit-learn is no
dependency: its rows are left out where it is not installed.
"""

import time
import warnings
from importlib.util import find_spec

import numpy as np

from liancun_sim.analysis.statistics.morris import elementary_effects, morris_indices
from liancun_sim.analysis.statistics.prim import find_box
from liancun_sim.analysis.statistics.sobol import sobol_indices
from liancun_sim.analysis.statistics.tree import expected, grow

SEEDS = range(5)


def ishigami(x):
    """x in 0–1, (point, 3) (Ishigami & Homma 1990)."""
    a, b, c = (np.pi * (2 * x[:, i] - 1) for i in range(3))
    return np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)


def timed(function, *arguments, **settings):
    """The answer and how long it took. [s]"""
    begun = time.perf_counter()
    answer = function(*arguments, **settings)
    return answer, time.perf_counter() - begun


def sobol():
    from SALib.analyze import sobol as salib
    from scipy.stats import qmc, uniform
    from scipy.stats import sobol_indices as scipy_indices

    n = 1024
    both = qmc.Sobol(6, seed=1).random(n)
    a, b = both[:, :3], both[:, 3:]
    mixed = [np.where(np.arange(3) == i, b, a) for i in range(3)]
    f_a, f_b, f_ab = ishigami(a), ishigami(b), np.stack([ishigami(m) for m in mixed])
    sobol_indices(f_a, f_b, f_ab)  # compiled
    (first, total), ours = timed(sobol_indices, f_a, f_b, f_ab)
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    column = np.column_stack([f_a, *f_ab, f_b]).ravel()
    theirs, salib_time = timed(salib.analyze, problem, column, calc_second_order=False, num_resamples=1000, seed=1)
    given = {"f_A": f_a[None], "f_B": f_b[None], "f_AB": f_ab[:, None]}
    found, scipy_time = timed(scipy_indices, func=given, n=n, dists=[uniform()] * 3)
    _, bootstrap_time = timed(found.bootstrap, n_resamples=1000)
    apart = [np.abs(first.value - theirs["S1"]).max(), np.abs(total.value - theirs["ST"]).max()]
    scipys = (found.first_order.ravel(), found.total_order.ravel())
    apart_scipy = [np.abs(mine.value - one).max() for mine, one in zip((first, total), scipys)]
    print(f"Sobol, Ishigami, {n} rows, 1,000 resamples: ours {ours:.3f} s · SALib {salib_time:.3f} s, apart by "
          f"{max(apart):.1e} · SciPy {scipy_time + bootstrap_time:.3f} s, apart by {max(apart_scipy):.1e}")  # fmt: skip
    whole = np.arange(n) % 50 != 3  # what is left where one run in fifty failed
    kept = sobol_indices(f_a[whole], f_b[whole], f_ab[:, whole])[1].value
    print(f"  with {n - whole.sum()} rows failed: ours moves by {np.abs(kept - total.value).max():.3f}")
    try:
        scipy_indices(func={k: v[..., whole] for k, v in given.items()}, n=int(whole.sum()), dists=[uniform()] * 3)
        print("  SciPy takes them too")
    except ValueError as refused:
        print(f"  SciPy refuses: {refused}")


def morris():
    from SALib.analyze import morris as salib
    from SALib.sample import morris as sample

    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    points = sample.sample(problem, 200, num_levels=8, seed=1)
    values = ishigami(points)
    paths, along = points.reshape(200, 4, 3), values.reshape(200, 4)
    (mu, mu_star, sigma), ours = timed(lambda: morris_indices(elementary_effects(paths, along)))
    theirs, salib_time = timed(salib.analyze, problem, points, values, num_resamples=1000, num_levels=8, seed=1)
    pairs = ((mu, "mu"), (mu_star, "mu_star"), (sigma, "sigma"))
    apart = max(np.abs(one.value - np.asarray(theirs[name])).max() for one, name in pairs)
    print(f"Morris, Ishigami, 200 paths, 1,000 resamples: ours {ours:.3f} s, an interval for μ, μ* and σ · "
          f"SALib {salib_time:.3f} s, an interval for μ* alone; apart by {apart:.1e}")  # fmt: skip


def planted(seed, factors, points=1000):
    """Cases in a planted box of two factors, four in five inside and one in twenty outside."""
    rng = np.random.default_rng(seed)
    x = rng.random((points, factors))
    inside = (x[:, 0] < 0.4) & (x[:, 1] > 0.5)
    return x, rng.random(points) < np.where(inside, 0.8, 0.05)


def prim():
    import pandas as pd
    from ema_workbench.analysis import prim as ema

    for factors in (10, 187):
        rows = {"ours": [], "EMA Workbench": []}
        for seed in SEEDS:
            x, cases = planted(seed, factors)
            fresh, there = planted(100 + seed, factors, 5000)
            box, spent = timed(find_box, x, cases)
            rows["ours"].append(worth(box.holds(fresh), there, len(box.restricted), spent))
            frame = pd.DataFrame(x, columns=[f"x{i}" for i in range(factors)])
            found, spent = timed(lambda f=frame, c=cases: ema.Prim(f, c, peel_alpha=0.05).find_box())
            path = found.peeling_trajectory
            balance = 2 * path["coverage"] * path["density"] / (path["coverage"] + path["density"])
            limits = found.box_lims[int(balance.idxmax())]
            told = [i for i in range(factors) if tuple(limits[f"x{i}"]) != tuple(found.box_lims[0][f"x{i}"])]
            ends = {i: limits[f"x{i}"].to_numpy() for i in told}
            inside = [(fresh[:, i] >= low) & (fresh[:, i] <= high) for i, (low, high) in ends.items()]
            holds = np.all(inside, axis=0)
            rows["EMA Workbench"].append(worth(holds, there, len(told), spent))
        for name, found in rows.items():
            coverage, density, limited, spent = np.mean(found, axis=0)
            told = f"PRIM, 2 of {factors} factors matter, 1,000 points, {len(SEEDS)} seeds: {name}"
            told = f"{told}: coverage {coverage:.2f}, density {density:.2f} on fresh points"
            print(f"{told}, {limited:.1f} factors told, {spent:.2f} s")


def worth(holds, there, told, spent):
    """Coverage and density on fresh points, factors told, seconds."""
    return (holds & there).sum() / there.sum(), there[holds].mean(), told, spent


def trees():
    if find_spec("sklearn") is None:
        print("Trees: scikit-learn is not installed")
        return
    from sklearn.tree import DecisionTreeClassifier

    for title, make in (("two ranges", planted), ("one of 12 choices", chosen)):
        rows = {"ours": [], "scikit-learn": []}
        for seed in SEEDS:
            x, cases = make(seed, 20)
            fresh, there = make(100 + seed, 20, 5000)
            unordered = (2,) if make is chosen else ()
            tree, spent = timed(grow, x, cases, unordered=unordered)
            rows["ours"].append((brier(expected(tree, fresh), there), spent))
            model = DecisionTreeClassifier(max_depth=3, min_samples_leaf=max(10, len(x) // 20), random_state=0)
            _, spent = timed(model.fit, one_hot(x, unordered), cases)
            rows["scikit-learn"].append((brier(model.predict_proba(one_hot(fresh, unordered))[:, 1], there), spent))
        for name, found in rows.items():
            error, spent = np.mean(found, axis=0)
            print(
                f"Trees of three questions, {title}: {name}: squared error {error:.4f} on fresh points, {spent:.3f} s"
            )


def chosen(seed, factors, points=1000):
    """Cases where a factor without an order has one of five choices of twelve and another factor is low."""
    rng = np.random.default_rng(seed)
    x = rng.random((points, factors))
    x[:, 2] = rng.integers(0, 12, points)
    inside = np.isin(x[:, 2], [0, 3, 4, 8, 11]) & (x[:, 0] < 0.6)
    return x, rng.random(points) < np.where(inside, 0.8, 0.05)


def one_hot(x, unordered):
    """Choices as columns of zeros and ones, which is how scikit-learn takes them."""
    marks = [x[:, [i]] == np.arange(12) for i in unordered]
    return np.hstack([np.delete(x, list(unordered), axis=1), *marks])


def brier(share, there):
    """Mean squared distance of the share told from what happened."""
    return float(np.mean((share - there) ** 2))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    for compare in (sobol, morris, prim, trees):
        compare()
