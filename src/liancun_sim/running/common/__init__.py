"""What every question that is asked of the model shares: pool, provenance, what a run comes to."""
