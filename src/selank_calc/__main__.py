"""What `selank-calc` and `python -m selank_calc` run."""

import sys

NO_MEMORY, INTERRUPTED = 1, 130


def main() -> None:
    """The command line. Ctrl-C and a lack of memory are heard while it loads, too."""
    try:
        from .cli import main as command_line
    except KeyboardInterrupt:
        sys.stderr.write("selank-calc: interrupted\n")
        sys.exit(INTERRUPTED)
    except (MemoryError, SystemError):
        sys.stderr.write("selank-calc: there is not enough memory for this.\n")
        sys.exit(NO_MEMORY)
    command_line()


if __name__ == "__main__":  # and not where the processes of a batch load it again
    main()
