"""Functions for sweeps in tests: at the top level of a module, so that worker processes find them."""

import math
import random


def ishigami(parameters, replicate):
    """Ishigami & Homma 1990; its Sobol indices are known."""
    x1, x2, x3 = (parameters[name] for name in ("x1", "x2", "x3"))
    return {"y": math.sin(x1) + 7 * math.sin(x2) ** 2 + 0.1 * x3**4 * math.sin(x1)}


def ishigami_failing(parameters, replicate):
    """The same, but about one run in fifty fails, wherever it may be."""
    if math.modf(1e6 * abs(parameters["x1"] + 3 * parameters["x2"] + 7 * parameters["x3"]))[0] < 0.02:
        raise ValueError("planted failure")
    return ishigami(parameters, replicate)


def consent(parameters, replicate):
    """Consent fails in a corner: low trust and a wide income gap; two scenarios, luck that favours neither."""
    base = 0.9 - 0.5 * (parameters["trust"] < 0.4 and parameters["income_gap"] > 0.6)
    gain = 0.05 * parameters["roads"] if parameters["scenario"] == "policy" else 0.0
    return {"consent": base + gain + 0.001 * replicate, "fairness": 1 - parameters["income_gap"] - gain}


def noisy_consent(parameters, replicate):
    """The same, with luck of each scenario's own."""
    found = consent(parameters | {"rain": 0.0}, replicate)
    luck = random.Random(f"{parameters['scenario']}{parameters['trust']}{replicate}").gauss(0.0, 0.01)
    return {"consent": found["consent"] + luck, "fairness": found["fairness"]}


def chosen(parameters, replicate):
    """Consent fails where trust is low and the way of targeting is one of two that do not stand side by side."""
    fails = parameters["trust"] < 0.5 and parameters["targeting"] in ("need_first", "easy_first")
    return {"consent": 0.3 if fails else 0.9, "fairness": parameters["rain"] * (parameters["scenario"] == "policy")}


def broken(parameters, replicate):
    """Fails everywhere."""
    raise ValueError("planted failure")


def ranked(parameters, replicate):
    """The scenario costs less by 1, among luck of SD 1."""
    cost = random.Random(f"{parameters['scenario']}{replicate}").gauss(0.0, 1.0)
    return {"cost": cost - (parameters["scenario"] == "policy"), "noted": cost}
