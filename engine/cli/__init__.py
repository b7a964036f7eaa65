"""The command line: one file a command, each a thin face of a use case; the only room that prints."""

import sys


def main() -> None:
    """Run the command line of this process."""
    from engine.cli.root import root  # noqa: PLC0415 - click is loaded when a command runs, not when the package is imported

    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    root(prog_name="editchain")
