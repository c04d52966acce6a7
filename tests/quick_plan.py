"""Rules of a plan that take seconds."""

QUICK = {
    "sizes": [2, 3],
    "unions": {"at_most": 4},
    "horizon": 18,
    "alternatives": 2,
    "simulate": {"learn": 2, "assumptions": 10, "at_most": 10},
}
