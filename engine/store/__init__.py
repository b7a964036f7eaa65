"""Store: what is kept of runs, each kind of place in a room of its own: statements of SQL, and files."""
