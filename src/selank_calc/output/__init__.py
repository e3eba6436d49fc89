"""How results look: tables, plain text and HTML for people, JSON and CSV for programs."""
