"""A scenario beside the world without it, its villages only labelled, and villages chosen at random."""
