"""What a study looks like: one page, figures for papers, tables. Reads an `Analysis` and the vocabulary."""
