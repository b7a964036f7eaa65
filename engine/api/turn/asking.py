"""Asking: what a person asks of runs beside them: another cap for what they are of, or that one ends."""

from dataclasses import dataclass
from typing import Any

from engine.api.project import Project, run_named
from engine.api.runs.cap import money_in
from engine.api.turn.decider import Decider
from engine.errors import AuthorError, OperatorError, must_name, unknown
from engine.run import events as e
from engine.run.money.budget import Budget
from engine.run.requests import CappedScope, RequestKind
from engine.values.hints import listed
from engine.values.money import Money
from engine.values.realm import is_of_emulator


@dataclass(frozen=True, slots=True, kw_only=True)
class CapSetting:
    """A cap that was set: of which scope, what it was before, and which runs are at work under it."""

    scope: CappedScope
    cap: Money
    before: Money | None
    who: str
    at_work: tuple[str, ...]

    @property
    def budget(self) -> Budget:
        """How the scope stands to it now."""
        scope = self.scope
        return Budget(cap=self.cap.micros, spent=scope.spent, reserved=scope.reserved, currency=scope.currency)


def set_cap(project: Project, name: str, text: str, by: Decider) -> CapSetting:
    """Set the cap of what a run, a recipe or a campaign of that name is of; it holds from the next submit of any run of it on.

    Raises AuthorError `cap-of-nothing`, `cap-of-several`, `name-empty`, `money-syntax` or `money-currency`.
    """
    must_name(name)
    scope = scope_named(project.journal.scopes(), name)
    cap = money_in(scope.currency, text)
    before = None if scope.cap is None else Money(scope.cap, scope.currency)
    event = e.CapSet(
        who=by.who, command=by.command, cap_micros=cap.micros, before_micros=scope.cap, currency=scope.currency
    )  # fmt: skip
    at_work = project.journal.set_cap(scope, event)
    return CapSetting(scope=scope, cap=cap, before=before, who=by.who, at_work=tuple(at_work))


def ask_run(project: Project | None, name: str, kind: RequestKind, who: str) -> str:
    """Ask something of the run whose id begins so, as to end in order, or to keep going; return its id.

    Raises AuthorError as `run_named` does, OperatorError `not-at-work` if it has ended, or its process has died.
    """
    run: dict[str, Any] = run_named(project, name)
    if project is None or not run["alive"]:
        raise OperatorError("not-at-work", run=run["run"])
    project.journal.ask(run["run"], kind, who)
    return str(run["run"])


def scope_named(scopes: list[CappedScope], name: str) -> CappedScope:
    """Return the one scope that is meant: that of a run, or the only one of a name.

    One with a cap goes before others, and one in which money is spent before those of rehearsals.
    """
    found = [scope for scope in scopes if any(run.startswith(name) for run in scope.runs)]
    if not found:
        found = [one for one in scopes if one.name == name]
        found = [scope for scope in found if scope.cap is not None] or found
        found = [scope for scope in found if not is_of_emulator(scope.realm)] or found
    if not found:
        raise unknown("cap-of-nothing", name, list(dict.fromkeys(scope.name for scope in scopes)))
    if len(found) > 1:
        raise AuthorError(
            "cap-of-several", name=name, known=listed([f"{scope.run} ({scope.service})" for scope in found])
        )
    return found[0]
