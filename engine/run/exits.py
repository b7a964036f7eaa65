"""Exit codes: what the shell is told about a run, the first that applies (pure)."""

from engine.errors import AuthorError, EngineError
from engine.run import events as e

INTERRUPTED, AUTHOR, OPERATOR, HELD, FAILED, DONE = 130, 2, 3, 4, 1, 0

# Ends of our own that the operator must mend: the network, the disk, the budget. Of a service's codes its wire says it.
OPERATORS = frozenset(
    {
        "service-unreachable", "storage-unreachable", "throttled", "upload-failed", "disk-unwritable", "over-budget",
        "money-refused",
    }
)  # fmt: skip
# Files that the operator must restore: they concern only the tasks that read them.
FILES = ("artifact-damaged", "artifact-missing", "media-missing")
# A file of somebody's under the name of a draft, which the operator must move away.
TAKEN = "would-replace"


def exit_code(state: str, cause: e.Cause | None) -> int:
    """Return the exit code of a run that ended in this state."""
    if state == "interrupted":
        return INTERRUPTED
    if state == "done":
        return DONE
    if cause is not None and for_operator(cause):
        return OPERATOR
    return HELD if state == "held" else FAILED


def for_operator(cause: e.Cause) -> bool:
    """Whether the operator must mend it: the account, the key, the network, the disk, a file there, the budget."""
    return cause.code in (*FILES, TAKEN) or for_all(cause)


def of_its_media(error: EngineError) -> bool:
    """Whether an error concerns the media of one task alone, so that others go on."""
    return isinstance(error, AuthorError) or error.key in FILES


def for_all(cause: e.Cause) -> bool:
    """Whether the operator must mend something that meets all tasks alike."""
    return cause.operator or cause.code in OPERATORS


def weight(cause: e.Cause, *, held: bool) -> int:
    """Say which of several causes names the run, the least first: what the exit code looks for first, then what came first.

    A budget comes after a doubt, whose reservation may be all that is missing; what only follows from another cause is last.
    """
    if cause.code.startswith("needs-"):
        return 4
    if cause.code == "over-budget":
        return 2
    if for_operator(cause):
        return 0
    return 1 if held else 3
