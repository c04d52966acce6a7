"""The raw outcome of an audit and the columns of its tables."""
