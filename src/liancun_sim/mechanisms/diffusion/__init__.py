"""How a practice is heard of, taken up, learnt and lost."""
