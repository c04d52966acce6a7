"""How patterns are measured: one file for each set of worlds that is needed."""
