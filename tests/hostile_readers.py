"""Readers that misbehave, to be called in a process with limits."""

import os
import sys
import time

MEMORY: list[bytes] = []


def shout(word):
    print(word)
    os.write(1, word.encode())
    print(word, file=sys.stderr)
    return word.upper()


def stumble(word):
    raise KeyError(word)


def hoard(megabytes):
    """Take memory and never give it back."""
    MEMORY.extend(bytes(1_000_000) for _ in range(megabytes))
    return len(MEMORY)


def run_in_circles():
    while True:
        pass


def work_for(seconds):
    """Use so much processor time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return seconds


def break_down():
    os.abort()


class Strange(BaseException):
    """Cannot be sent from one process to another."""

    def __init__(self):
        super().__init__("strange")
        self.held = lambda: None


def give_up():
    raise Strange
