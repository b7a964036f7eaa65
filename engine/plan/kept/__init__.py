"""A plan as it is kept: tables of tasks, how these hang together, the sinks that fill them, lines of a file, what is reviewed."""
