"""Hostile input by the hundred thousand, a module for each of what is fed."""
