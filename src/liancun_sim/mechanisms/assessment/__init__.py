"""The county's assessment: the index, three standards of it, and the lists."""
