"""A comparison analysed: effects, costs, fates, groups, villages."""
