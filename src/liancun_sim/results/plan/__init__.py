"""A plan of unions as it was found and simulated: its tables, and the columns of each."""
