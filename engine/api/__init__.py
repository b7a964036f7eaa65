"""Use cases and the wiring of real adapters; the commands are thin faces of these."""
