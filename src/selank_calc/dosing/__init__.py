"""A dose: what is asked for, the solution, the device, the flags, and the result of all."""
