"""Watching: a run followed from outside, by what it commits; nothing of it is locked, and nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.api.context import Context
from engine.api.endpoint import profile_named, terms_then
from engine.api.project import existing_project, reader_of
from engine.api.runs.kept_run import kept_plan, kept_run
from engine.errors import AuthorError
from engine.plan import Plan
from engine.run import events as e
from engine.run.money.budget import Budget, budget_of
from engine.store.sqlite.reader import JournalReader, Recorded


@dataclass(slots=True)
class WatchedRun:
    """A run as the journal has it by now."""

    run: str
    plan: Plan
    reader: JournalReader
    _seq: int = 0
    _scope: str = ""

    def is_over(self) -> bool:
        """Say whether nothing more comes of it; asked before `news`, so that what comes meanwhile is read."""
        return self.reader.is_over(self.run)

    def news(self) -> Iterator[Recorded]:
        """Give what was committed since the last time."""
        for one in self.reader.each_after(self.run, self._seq):
            self._seq = one.seq
            if isinstance(one.event, e.RunStarted):
                self._scope = one.event.scope
            yield one

    def budget(self) -> Budget | None:
        """How its cap stands, over all runs that it covers; None without one, and where nothing is billed."""
        plan = self.plan
        if not plan.terms.bills or not self._scope:
            return None
        currency = plan.totals.saved.currency
        return budget_of(self.reader.scope(self._scope, plan.terms.realm, currency), currency)


def watched_run(context: Context, name: str | None) -> WatchedRun:
    """Return the run whose id begins so, without a name the newest that is at work, else the newest of all.

    Nobody is asked anything. Raises AuthorError as `run_named`, `no-runs`, `unknown-service`, and `plan-not-kept` where what it
    was to do is not known.
    """
    home = context.settings.home
    with existing_project(home) as project:
        if name is None:
            runs = project.journal.runs() if project is not None else []
            newest = next(
                (run for run in runs if run["state"] == "running" and run["alive"]), runs[0] if runs else None
            )
            if newest is None:
                raise AuthorError("no-runs")
            name = str(newest["run"])
        kept = kept_run(project, name)
        assert project is not None, "a run was found in it"
        terms = terms_then(profile_named(context, kept.head["service"]), kept.head["realm"])
        return WatchedRun(kept.run, kept_plan(context, kept, terms, project), reader_of(home))
