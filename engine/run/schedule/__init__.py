"""The schedule of a run: which task goes next, what may not go on, what is published; pure, one event in and commands out."""
