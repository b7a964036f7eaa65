"""Refusal: an answer that is no success, as the service words it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """HTTP status, code and message of a refused request."""

    status: int
    code: str
    message: str


class Refused(Exception):  # it is an answer to the client, not an error of ours
    """Ends the handling of a request with a flat error body."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


NO_KEY = Refusal(401, "InvalidApiKey", "No API-key provided.")
BAD_KEY = Refusal(401, "InvalidApiKey", "Invalid API-key provided.")
NOT_ASYNC = Refusal(403, "AccessDenied", "current user api does not support synchronous calls.")
THROTTLED = Refusal(429, "Throttling.RateQuota", "Requests rate limit exceeded, please try again later.")
NOT_RESOLVED = Refusal(
    400,
    "InvalidParameter.DataInspection",
    "Unable to download the media resource during the data inspection process.",
)
NOT_PENDING = Refusal(
    400, "UnsupportedOperation", "Failed to cancel the task, please confirm if the task is in PENDING status."
)
WRONG_URL = Refusal(400, "InvalidParameter", "url error, please check url!")


def invalid(message: str) -> Refused:
    """Return the refusal of a body that is not as documented."""
    return Refused(Refusal(400, "InvalidParameter", message))
