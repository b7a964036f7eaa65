"""Small value types that every room may use; pure, without any library."""
