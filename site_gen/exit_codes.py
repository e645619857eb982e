"""How a command ends, for scripts that run it."""

DONE, AT_FAULT, WRONG_USAGE, OUR_FAULT, INTERRUPTED, ENDED = 0, 1, 2, 3, 130, 143
# As a shell has it for a program whose reader is gone.
CUT_OFF = 141
# Of a process that works for a build, which tells what it means.
OUT_OF_MEMORY = 77
