"""What the service allows, refuses and calls by name, as data and pure functions; and the clock that all of it goes by."""
