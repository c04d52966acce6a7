"""What a command ends with."""

FINE = 0
FINDINGS = 1  # finished, with findings or failed runs
BAD_INPUT = 2
OUR_ERROR = 70  # sysexits.h, EX_SOFTWARE
INTERRUPTED = 130  # 128 + SIGINT
READER_GONE = 141  # 128 + SIGPIPE: nobody reads our output any more
