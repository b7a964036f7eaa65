"""A person's turn: what only a person may decide about a submit, and what a person takes back."""
