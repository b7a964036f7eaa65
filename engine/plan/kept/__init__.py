"""A plan as it is kept: tables of tasks, the sinks that fill them, lines of a file, the digest of what is reviewed."""
