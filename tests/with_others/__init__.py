"""What other programs understand of the files that the tool makes.

Each file is made by `selank-calc` itself, read by a program that shares no code with it, and what
that program understood is compared with the tool's own JSON.
"""
