"""Opening: before a journal submits, it is held against what the account has of it, and a person's decisions are heard."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from engine.api.host import this_host, who
from engine.errors import OperatorError
from engine.run import events as e
from engine.run.money.account import AccountEntry, Mark
from engine.run.money.opening import Host, JournalBook, JournalMark, Permission, lacked
from engine.store.sqlite.account import SqliteAccount
from engine.store.sqlite.journal import SqliteJournal

SHOWN: Final = 5
"""So many jobs are named in a message."""


@dataclass(slots=True)
class OpenedJournal(JournalBook):
    """A journal that may submit: which it is from now on, and the decisions that are to be journaled."""

    journal: SqliteJournal
    mark: JournalMark
    decisions: tuple[e.Event, ...] = ()

    @property
    def name(self) -> str:
        """Which journal it is."""
        return self.mark.journal

    def enter(self, attempt: str) -> None:
        """Write down that an attempt is about to be sent."""
        self.journal.enter(attempt)

    def has_entered(self, attempt: str) -> bool:
        """Whether it ever was about to send an attempt."""
        return bool(self.journal.entered([attempt]))


def own_mark(journal: SqliteJournal, allowed: Permission, here: Host | None = None) -> OpenedJournal:
    """Say which journal it is, and that it is used on this host.

    Raises OperatorError `journal-elsewhere` if it was used on another one last, unless that is allowed.
    """
    here = here or this_host()
    mark = journal.mark()
    if mark is None or here.is_same(mark.host):
        own = JournalMark(journal=mark.journal if mark is not None else uuid.uuid4().hex, host=here)
        if own != mark:
            journal.keep_mark(own)
        return OpenedJournal(journal, own)
    if not allowed.take_over:
        raise OperatorError("journal-elsewhere", host=mark.host.name, here=here.name)
    told = e.JournalTakenOver(who=who(), before=mark.host.name, host=here.id, boot=here.boot, here=here.name)
    return OpenedJournal(journal, JournalMark(journal=mark.journal, host=here), (told,))


def hold_against(
    account: SqliteAccount, opened: OpenedJournal, allowed: Permission, now: float, *, free: bool
) -> None:  # fmt: skip
    """Let a journal submit that lacks nothing of what the account has of it, or is allowed to; then tell the account of it.

    A job of an attempt that the journal has without one is recorded: an older backup lacks that it was accepted. What it holds
    open is open for all again, though the account has seen it decided.

    `free`: nothing is ever billed there, and nobody is asked. Raises OperatorError `journal-lacks-jobs`, which names them.
    """
    suspects, journal = account.suspects(), opened.journal
    names = [entry.attempt for entry in suspects]
    known, entered = journal.jobs_of(names), journal.entered(names)
    found = lacked(suspects, known, entered)
    if found and not (allowed.ignore_foreign or free):
        raise OperatorError("journal-lacks-jobs", count=len(found), jobs=named([_name(entry) for entry in found]))
    for entry in suspects:
        if entry.job and known.get(entry.attempt) == "":
            journal.learn_job(entry.attempt, entry.job)
        if entry.mark is not Mark.KNOWN and entry.attempt in known:
            account.leave(entry.attempt, journal.attempt(entry.attempt))
    account.ignore(found, now)
    if allowed.ignore_foreign and not free:
        opened.mark = JournalMark(journal=uuid.uuid4().hex if found else opened.mark.journal, host=opened.mark.host)
        told = e.ForeignIgnored(who=who(), jobs=tuple(_name(entry) for entry in found), journal=opened.mark.journal)
        opened.decisions = (*opened.decisions, told)
    account.opened(opened.mark)


def named(jobs: Sequence[str]) -> str:
    """Name jobs in a message, some of them if they are many."""
    return ", ".join([*jobs[:SHOWN], *(["..."] if len(jobs) > SHOWN else [])])


def _name(entry: AccountEntry) -> str:
    return entry.job or entry.attempt
