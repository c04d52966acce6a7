"""Every process of a month written again from `docs/model.md`, for comparison with the model.

A file a section: `calendar.py` is 7.1, `income.py` 7.11. Each is a function of what it finds (`given.py`: the state
when its turn comes, channels, granted actions, the addressed draws, coefficients) and returns every column the
process writes: plain NumPy over households and loops over villages, nothing compiled, nothing of `mechanisms`.
`month.py` lists them; `compared.py` runs the model and does every process twice, on the same state.

A test that fails here says that the model no longer does what its description says. Mend whichever of the two is
wrong, the description in words that would have told a stranger, then the function here from these words.

`beginning.py` is section 5, how each process sets its part of t0 (whoever wrote it had read the code). Not rebuilt:
how a county and its people are made; policies and the settlement of requests (7.13); indicators.
"""
