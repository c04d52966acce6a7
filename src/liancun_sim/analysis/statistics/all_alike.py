"""What may still differ where everything observed was the same: a spread of nothing is no certainty."""


def most_otherwise(count: int, level: float = 0.95) -> float:
    """The largest share of others that is compatible with `count` independent observations all alike.

    p = 1 − (1 − level)^(1/n): with a larger share otherwise, n alike would be seen less often than 1 − level. Near
    3/n, "the rule of three"; it asks nothing of what is observed but that observations are independent. [0–1]

    References
    ----------
    Hanley & Lippman-Hand 1983, If nothing goes wrong, is everything all right?, JAMA 249(13), 1743–1745; the end of
    Clopper & Pearson 1934, Biometrika 26(4), 404–413, at none of n.
    """
    return float(1.0 - (1.0 - level) ** (1.0 / count))
