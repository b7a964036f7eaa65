"""Report: faults, plans and runs as text and JSON (pure)."""
