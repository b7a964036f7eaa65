"""Settling: the account is told what has become of what this project left open in it."""

from engine.run.driver.service_time import ServiceTime
from engine.run.money import event as v
from engine.run.money.account import AccountStanding, Mark
from engine.run.money.attempt import AttemptState
from engine.run.ports import Ports


def settle(ports: Ports) -> None:
    """Tell the account of every attempt of this project that is open or buried there how the journal knows it by now.

    Nothing can show up any more in the window of one that was ruled out when the service has forgotten all that it made in it.
    """
    for entry in ports.account.own_entries():
        known = ports.journal.attempt(entry.attempt)
        if entry.mark is Mark.GRAVE and known is not None and known.state is AttemptState.RULED_OUT:
            over = (known.until or known.since) + ports.terms.forgets
            if ServiceTime(ports).now() < over:
                continue
            ports.journal.decide(
                ports.identity.run, known.id, v.Elapsed(), AccountStanding(), ports.terms, lambda _: None,
                {AttemptState.RULED_OUT},
            )  # fmt: skip
            known = ports.journal.attempt(entry.attempt)
        ports.account.leave(entry.attempt, known)
