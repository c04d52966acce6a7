"""A class of forty browsers on one machine: a question is asked, guessed, run, seen and discussed; plans are drawn and
compared. Rooms know worlds by what they measure; worlds are run one by one, each once, in fair turns."""
