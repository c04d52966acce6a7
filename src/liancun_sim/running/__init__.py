"""Running the model many times: comparisons, audits, and sweeps of studies."""
