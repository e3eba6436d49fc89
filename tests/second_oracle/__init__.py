"""A second oracle: every result from the words of the command and the documents alone.

It was written by somebody who had read neither the program nor the first oracle, from
docs/formulas.md, docs/flags.md, docs/json.md, the guide and the figures on file. It imports nothing of
either, calculates on the standard library's fractions, and takes nothing from the catalogue file:
its figures are typed once more in `figures.py`. What the documents did not say at first they say now.
"""
