"""Failure: why an accepted job ends FAILED."""


class JobFailed(Exception):  # the state's own word
    """Ends a job; `code` is the service's, or one of the renderer's own."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
