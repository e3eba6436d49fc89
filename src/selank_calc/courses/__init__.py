"""A course: its days, its vials or bottles, its flags, and the result of all."""
