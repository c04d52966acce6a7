"""Running worlds: one run, the paired runs of a comparison, and the processes that carry them."""
