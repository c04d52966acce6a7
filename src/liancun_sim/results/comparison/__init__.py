"""The raw outcome of a comparison and the columns of its tables."""
