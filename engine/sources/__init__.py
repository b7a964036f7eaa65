"""Sources: reads recipe files, inputs files and media from disk."""
