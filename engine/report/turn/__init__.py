"""What is said of what a person decides."""
