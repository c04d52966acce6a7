"""What a study leaves behind in its store, ready to be analysed."""
