"""Plans in files of their own: written once, line by line, and read again by slices; never a table of the journal."""
