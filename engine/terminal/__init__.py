"""What every command stands on: arguments and help, errors as words and exit codes, signals, what a run shows."""
