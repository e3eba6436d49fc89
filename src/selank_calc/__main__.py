"""`python -m selank_calc` is `selank-calc`."""

from .cli import main

if __name__ == "__main__":  # and not where the processes of a batch load it again
    main()
