"""What a run shows while it goes on: how far it is, and the view of that."""
