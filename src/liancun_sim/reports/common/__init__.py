"""What every report shares: numbers, words, markup, fonts, colours, the folder it is written to."""
