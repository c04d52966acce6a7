"""What the tables of every question share."""
