"""Becomes a program that dies with its parent, however the parent dies. usage: tether.py PARENT_PID COMMAND...

Standard library only and run by path, because it must start in milliseconds.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""prctl(2): the signal this process gets when its parent ends; kept across exec."""


def main(parent: int, command: list[str]) -> None:
    """Ties the program's life to the parent's, where the system can (Linux), and becomes it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the parent ended before its program began")
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
