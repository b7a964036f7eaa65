"""The official clients, each a program of its own that does the same and tells the same; `test_clients` holds them together."""
