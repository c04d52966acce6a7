"""Plans of unions run on counties of which only the table is known: all that is drawn is drawn anew for every run."""
