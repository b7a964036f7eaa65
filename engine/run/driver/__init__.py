"""The driver is the only loop: it carries out commands with anyio, journals first, and feeds events back."""
