"""Rows of doses: read, answered one by one or by several processes, and described."""
