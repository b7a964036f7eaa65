"""Runs: an order is prepared, carried out on its service, and what came of it is written down."""
