"""When ``replications: until settled`` may look, and how sure each interval must be for all of them to hold together.

At most so many looks, each at every pair of scenarios, share one error (Bonferroni): whenever the rule stops, all
intervals made at that level hold together with the confidence asked for. See `running.study.sequential`.
"""

FEWEST_PAIRS = 30  # before it a mean of discrete or skewed differences is far from normal
MOST_EMPTY = 0.1  # of the pairs: beyond it, those left may be another kind of replicate


def looks(batch: int, at_most: int) -> int:
    """How often the rule looks at most: after every batch from the one that brings 30 replicates."""
    return max(1, -(-at_most // batch) + 1 - -(-FEWEST_PAIRS // batch))


def pair_level(confidence: float, batch: int, at_most: int, scenarios: int) -> float:
    """The level of the interval of one pair at one look, so that all pairs hold together at all looks."""
    pairs = max(scenarios * (scenarios - 1) // 2, 1)
    return 1.0 - (1.0 - confidence) / looks(batch, at_most) / pairs
