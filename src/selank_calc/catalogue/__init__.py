"""What is documented: the catalogue, its file, and its figures for the calculations."""
