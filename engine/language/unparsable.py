"""What ends the reading of one expression or template: its fault."""

from engine.values.fault import Fault


class UnparsableError(Exception):
    """The source doesn't follow the grammar, or uses a part of it that is not allowed."""

    def __init__(self, found: Fault) -> None:
        super().__init__(found.key)
        self.fault = found
