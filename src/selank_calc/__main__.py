"""What `selank-calc` and `python -m selank_calc` run."""

import sys

INTERRUPTED = 130


def main() -> None:
    """The command line. Ctrl-C is heard while it loads, too."""
    try:
        from .cli import main as command_line
    except KeyboardInterrupt:
        sys.stderr.write("selank-calc: interrupted\n")
        sys.exit(INTERRUPTED)
    command_line()


if __name__ == "__main__":  # and not where the processes of a batch load it again
    main()
