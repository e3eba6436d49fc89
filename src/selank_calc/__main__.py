"""`python -m selank_calc` is `selank-calc`."""

from .cli import main

main()
