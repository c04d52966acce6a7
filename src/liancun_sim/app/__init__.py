"""The page served on this machine: a question is asked in the browser, answered by the same functions as the command
line, and its answer is the same report."""
