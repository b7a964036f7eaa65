"""One tree of errors, grouped by who must act.

    EngineError(key, **args)
      AuthorError      exit 2   a file, an input or the command line is wrong
        FaultsFound             many mistakes at once, each with its place
      OperatorError    exit 3   key, network, disk, budget, installation
      HeldError        exit 4   a person must decide before anything more is spent
      DefectError      exit 1   a state that the code holds impossible

`key` names a row of `schemas/messages.json`, which holds the stable code and the words in every language; `args` fill its
places. An error never carries a secret: neither a key nor a signed URL.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import ClassVar

from engine.values.fault import Fault, fault
from engine.values.hints import listed, near
from engine.values.place import Place
from engine.values.reason import Argument


class EngineError(Exception):
    """The base of every error that editchain raises on purpose.

    `code`, `message` and `hint` are its words in the reader's language, "" until somebody who knows the language `tell`s them.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, key: str, **args: Argument | None) -> None:
        """Arguments that are None are left out."""
        known = {name: value for name, value in args.items() if value is not None}
        super().__init__(key, known)
        self.key = key
        self.args_by_name = known
        self.code = self.message = self.hint = ""

    def tell(self, code: str, message: str, hint: str) -> None:
        """Give the error its words."""
        self.code, self.message, self.hint = code, message, hint

    def __str__(self) -> str:
        if self.message:
            return f"{self.message} [{self.code} {self.key}]" + (f" {self.hint}" if self.hint else "")
        words = ", ".join(f"{name}={value}" for name, value in self.args_by_name.items())
        return f"{self.key}({words})"


class AuthorError(EngineError):
    """Something in a file, an input or the command line must be changed."""

    exit_code = 2

    def at(self, place: Place) -> Fault:
        """Return it as a mistake of the file in which it was met."""
        return fault(self.key, place, **self.args_by_name)


class FaultsFound(AuthorError):
    """Files hold mistakes; `faults` lists all of them, in the order of their places."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("faults-found", count=len(faults))
        self.faults = tuple(faults)


class OperatorError(EngineError):
    """The surroundings must be mended: a key, the network, the disk, a budget, the installation."""

    exit_code = 3


class HeldError(EngineError):
    """A person must decide: going on could pay twice or lose what was paid for."""

    exit_code = 4


class DefectError(EngineError):
    """The code met a state that it holds impossible: a defect of editchain itself."""


def must_name(name: str) -> None:
    """Raise AuthorError `name-empty` for a name without a sign: everything begins so, and an unset variable gives it."""
    if not name.strip():
        raise AuthorError("name-empty")


def unknown(key: str, name: str, known: Collection[str]) -> AuthorError:
    """Build the error of a name that is none of the known ones: it shows the nearest of these, and a list of them."""
    return AuthorError(key, name=name, known=listed(known), near=near(name, known))


def first_of(group: BaseExceptionGroup) -> BaseException:
    """Return the one error of a task group's group that is to be told: a defect of ours before what somebody can mend."""
    leaves = list(_leaves(group))
    return next((error for error in leaves if not isinstance(error, EngineError)), leaves[0])


def _leaves(error: BaseException) -> Iterator[BaseException]:
    if not isinstance(error, BaseExceptionGroup):
        yield error
        return
    for inner in error.exceptions:
        yield from _leaves(inner)
