"""Failure: why a job ends without a result, in words for whoever wrote the instruction."""

from typing import Final

UNSUPPORTED_EDIT: Final = "LocalRenderer.UnsupportedEdit"
NO_SUBJECT: Final = "LocalRenderer.NoSubject"
BAD_MEDIA: Final = "InvalidFile.Openerror"
NO_PICTURE: Final = "InvalidParameter"
BAD_JOB: Final = "LocalRenderer.BadJob"


def words_of(error: Exception) -> str:
    """Return what an error of the system or of a decoder says, without its number and without the path of the file."""
    return str(getattr(error, "strerror", None) or "it can't be decoded")


class DraftFailed(Exception):
    """The job ends FAILED; `code` is one of this module's, `message` is for people.

    `LocalRenderer.` keeps the codes of what only a draft can't do apart from those of the service that is imitated.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
