"""A plan as numbers: what a run knows of all tasks all the time."""
