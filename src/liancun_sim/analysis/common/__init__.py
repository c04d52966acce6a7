"""What the analysis of every question shares."""
