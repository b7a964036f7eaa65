"""Mutants: the rules of money with one of them replaced; each must be found out by the search, and by the simulation.

    python -m tests.sim.mutants [NAME...]

Prints for each what was violated, after how many moves of the search and at which seed of the simulation; exit 1 if one lives.
Those of the tables around the rules follow (whom a run waits for, when it stops), and those that lie below, each named with the
test that finds it.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from engine.run.money.account import MARKS, AccountStanding, Mark
from engine.run.money.attempt import Attempt, AttemptState as S, Confirmation
from engine.run.money.event import Answer
from engine.run.money.evidence import Judgement, Verdict, in_window, judge
from engine.run.money.guards import RULES, Finding, JournalStanding, Rules, answered, intent
from engine.run.money.sweep import Ending, Looked, Sweep
from engine.run.money.table import TABLE, Booking, Commit, Goes, LaneCommand, Outcome, Transition
from engine.run.money.terms import ProtocolTerms
from tests.sim.around import report
from tests.sim.draw import draw
from tests.sim.game import Fault, Game, tasks
from tests.sim.games import REAL
from tests.sim.search import search
from tests.sim.walk import walk
from tests.sim.wiring import WIRING

SEEDS = 20_000
"""How many worlds a simulation may try before a mutant lives."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """Rules that are wrong, and the game in which a search finds that out."""

    name: str
    rules: Rules
    game: Game


def _rows(rows: Mapping[tuple[S, Outcome], Transition]) -> Rules:
    return replace(RULES, table=MappingProxyType({**TABLE, **rows}))


def _without_waiting(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> Judgement:
    """A job that still runs is taken for none."""
    sweeps = tuple(Sweep(s.began, tuple(j for j in s.jobs if j.ending is not Ending.LIVE)) for s in looked.sweeps)
    return judge(doubt, Looked(looked.now, sweeps), account, terms)


def _by_time(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> Judgement:
    """The only unknown job of the window is taken, whatever key or prompt it has."""
    found = [seen for seen in looked.jobs if seen.job not in account.known and in_window(doubt, seen)]
    if len(found) == 1:
        return Judgement(Verdict.ADOPT, found[0].job, Confirmation.EVIDENCE)
    return judge(doubt, looked, account, terms)


def _without_graves(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> Judgement:
    entries = tuple(entry for entry in account.entries if entry.mark is not Mark.GRAVE)
    return judge(doubt, looked, replace(account, entries=entries), terms)


def _without_window(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> Judgement:
    return judge(replace(doubt, since=-1e9, until=1e9), looked, account, terms)


def _at_any_age(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> Judgement:
    return judge(doubt, looked, account, replace(terms, sure=1e9))


def _at_once(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> Judgement:
    """Absence is believed before everything had to be listed."""
    return judge(doubt, looked, account, replace(terms, lag=-terms.late))


def _again_and_again(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> Judgement:
    return judge(replace(doubt, ruled_out=0), looked, account, terms)


def _blindly(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> Judgement:
    """A list is believed though it shows nothing of what is known."""
    return judge(doubt, looked, replace(account, known=frozenset()), replace(terms, trusts_empty=True))


def _though_others_ask_alike(
    doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms
) -> Judgement:
    """What lies outside of the window is not looked at, though it says that somebody else asks for the same."""
    sweeps = tuple(Sweep(s.began, tuple(j for j in s.jobs if in_window(doubt, j))) for s in looked.sweeps)
    return judge(doubt, Looked(looked.now, sweeps), account, terms)


def _though_others_are_open(
    doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms
) -> Judgement:
    entries = tuple(entry for entry in account.entries if not entry.is_open)
    return judge(doubt, looked, replace(account, entries=entries), terms)


def _though_it_is_known(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> Judgement:
    """A request id decides, whoever has the job."""
    exact = {seen.job for seen in looked.jobs if doubt.request_id and seen.request_id == doubt.request_id}
    return judge(doubt, looked, replace(account, known=account.known - exact), terms)


def _though_they_differ(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> Judgement:
    """Two lists are believed that do not show the same."""
    last = looked.sweeps[-1]
    sweeps = tuple(replace(sweep, jobs=last.jobs) for sweep in looked.sweeps)
    return judge(doubt, Looked(looked.now, sweeps), account, terms)


def _by_one_list(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> Judgement:
    last = looked.sweeps[-1]
    return judge(doubt, Looked(looked.now, (last, last)), account, terms)


def _whosever_job(attempt: Attempt, standing: JournalStanding, event: Answer, terms: ProtocolTerms) -> Finding:
    return answered(attempt, replace(standing, jobs=frozenset()), event, terms)


def _bought_anew(attempt: Attempt, standing: JournalStanding) -> Outcome:
    return intent(attempt, replace(standing, stored=False))


def _over_the_cap(attempt: Attempt, standing: JournalStanding) -> Outcome:
    return Outcome.CLAIMED if standing.claimed else Outcome.STORED if standing.stored else Outcome.CONNECTED


def _unclaimed(attempt: Attempt, standing: JournalStanding) -> Outcome:
    return Outcome.CONNECTED if standing.scope.fits(attempt.upper) else Outcome.OVER_CAP


def _never_busy(account: AccountStanding) -> bool:
    return False


def _unmarked(state: S) -> Rules:
    return replace(RULES, marks=MappingProxyType({**MARKS, state: None}))


_SILENT_IS_UNSENT = Transition(S.UNSENT, Goes.OUT, Commit.AWAITED, Booking.RELEASE, fact=True)
_CONNECTED = (S.OPENING, Outcome.CONNECTED)
MUTANTS = (
    Mutant(
        "resubmit on timeout",
        _rows({(S.INTENDED, Outcome.SILENT): _SILENT_IS_UNSENT}),
        Game(name="", tasks=tasks("a"), faults={Fault.LOST_REPLY: 1}),
    ),
    Mutant(
        "resubmit after a death",
        _rows({(S.INTENDED, Outcome.SENDER_DIED): _SILENT_IS_UNSENT}),
        Game(name="", tasks=tasks("a"), faults={Fault.KILL: 1}),
    ),
    Mutant(
        "a running job is no match",
        replace(RULES, judge=_without_waiting),
        Game(name="", tasks=tasks("ab"), faults={Fault.LOST_REPLY: 1, Fault.SLOW: 1}),
    ),
    Mutant(
        "adopt by time",
        replace(RULES, judge=_by_time),
        Game(name="", tasks=tasks("ab"), faults={Fault.LOST_REQUEST: 1, Fault.KILL: 1}),
    ),
    Mutant(
        "two open submits of one class",
        replace(RULES, shadowed=lambda attempt, account: False),
        Game(name="", tasks=tasks("aa"), faults={Fault.LOST_REQUEST: 1, Fault.LOST_REPLY: 1}),
    ),
    Mutant(
        "held leaves no shadow",
        _unmarked(S.HELD),
        Game(name="", tasks=tasks("aa"), terms=REAL, faults={Fault.TOO_LATE: 1, Fault.LOST_REQUEST: 1}),
    ),
    Mutant(
        "no graveyard",
        replace(RULES, judge=_without_graves),
        Game(name="", tasks=tasks("aa"), faults={Fault.TOO_LATE: 1, Fault.LOST_REQUEST: 1}),
    ),
    Mutant(
        "no window",
        replace(RULES, judge=_without_window),
        Game(name="", tasks=tasks("a"), faults={Fault.FOREIGN: 1, Fault.LOST_REQUEST: 1}),
    ),
    Mutant("two in the lane", replace(RULES, lane_busy=_never_busy), Game(name="", tasks=tasks("ab"), projects=(0, 0))),
    Mutant(
        "fenced facts",
        _rows({key: replace(row, fact=False) for key, row in TABLE.items()}),
        Game(name="", tasks=tasks("a"), faults={Fault.TOO_LATE: 1}),
    ),
    Mutant(
        "intent after the request",
        replace(
            RULES,
            lane=(
                LaneCommand.TAKE_LANE,
                LaneCommand.CONNECT,
                LaneCommand.SEND,
                LaneCommand.INTEND,
                LaneCommand.RECORD,
                LaneCommand.FREE_LANE,
            ),
        ),
        Game(name="", tasks=tasks("a"), faults={Fault.KILL: 1}),
    ),
    Mutant(
        "an intent that rides along",
        _rows({_CONNECTED: replace(TABLE[_CONNECTED], commit=Commit.GROUPED)}),
        Game(name="", tasks=tasks("a"), faults={Fault.KILL: 1}),
    ),
    Mutant(
        "lane freed before the job is recorded",
        replace(
            RULES,
            lane=(
                LaneCommand.TAKE_LANE,
                LaneCommand.CONNECT,
                LaneCommand.INTEND,
                LaneCommand.SEND,
                LaneCommand.FREE_LANE,
                LaneCommand.RECORD,
            ),
        ),
        Game(name="", tasks=tasks("ab"), projects=(0, 0), faults={Fault.KILL: 1}),
    ),
    Mutant(
        "released on doubt",
        _rows({(S.INTENDED, Outcome.SILENT): Transition(S.DOUBT, Goes.OUT, Commit.AWAITED, Booking.RELEASE)}),
        Game(name="", tasks=tasks("ab"), cap=1, faults={Fault.LOST_REPLY: 1}),
    ),
    Mutant(
        "no limit of age",
        replace(RULES, judge=_at_any_age),
        Game(name="", tasks=tasks("ab"), faults={Fault.SLEEP: 1, Fault.LOST_REPLY: 1}),
    ),
    Mutant(
        "an unknown job is sent anew",
        _rows({(S.ACCEPTED, Outcome.FORGOTTEN): _SILENT_IS_UNSENT}),
        Game(name="", tasks=tasks("a"), faults={Fault.SLEEP: 1}),
    ),
    Mutant(
        "absence believed at once",
        replace(RULES, judge=_at_once),
        Game(name="", tasks=tasks("ab"), faults={Fault.LATE: 1}),
    ),
    Mutant(
        "ruled out again and again",
        replace(RULES, judge=_again_and_again),
        Game(name="", tasks=tasks("a"), faults={Fault.TOO_LATE: 2}),
    ),
    Mutant(
        "no witness",
        replace(RULES, judge=_blindly),
        Game(name="", tasks=tasks("ab"), terms=REAL, faults={Fault.BLIND: 1, Fault.LOST_REPLY: 1}),
    ),
    Mutant("no cap", replace(RULES, intent=_over_the_cap), Game(name="", tasks=tasks("ab"), cap=1)),
    Mutant("no claim", replace(RULES, intent=_unclaimed), Game(name="", tasks=tasks("a"), projects=(0, 0))),
    Mutant(
        "an overrun is not booked",
        _rows(
            {
                (S.ACCEPTED, Outcome.SUCCEEDED): Transition(
                    S.SUCCEEDED, Goes.REST, Commit.GROUPED, Booking.RELEASE, fact=True
                )
            }
        ),
        Game(name="", tasks=tasks("abc"), cap=2, faults={Fault.OVERRUN: 1}),
    ),
    Mutant(
        "a stopped process is thought dead",
        RULES,
        Game(name="", tasks=tasks("ab"), projects=(0, 0), leases=True, faults={Fault.PAUSE: 1}),
    ),
    Mutant(
        "adopted though others ask alike",
        replace(RULES, judge=_though_others_ask_alike),
        Game(name="", tasks=tasks("a"), faults={Fault.FOREIGN: 1, Fault.STRANGER: 1, Fault.LOST_REQUEST: 1}),
    ),
    Mutant(
        "what a grave was given by evidence is surely its own",
        replace(RULES, guessed=lambda attempt: False),
        Game(name="", tasks=tasks("aa"), faults={Fault.FOREIGN: 1, Fault.STRANGER: 1, Fault.LOST_REQUEST: 2}),
    ),
    Mutant(
        "what was found for a grave stays though its own reply comes",
        _rows({(S.ORPHAN, Outcome.JOB): Transition(S.ORPHAN, Goes.OUT)}),
        Game(name="", tasks=tasks("a"), faults={Fault.FOREIGN: 1, Fault.TOO_LATE: 1, Fault.PAUSE: 1}),
    ),
    Mutant(
        "a dedicated key believed though another is open",
        replace(RULES, judge=_though_others_are_open),
        Game(name="", tasks=tasks("ab"), dedicated=True, faults={Fault.LOST_REQUEST: 1, Fault.LOST_REPLY: 1}),
    ),
    Mutant(
        "the request id of another's job believed",
        replace(RULES, judge=_though_it_is_known),
        Game(name="", tasks=tasks("ab"), projects=(0, 1), request_ids=True, faults={Fault.ECHO: 1}),
    ),
    Mutant(
        "the job of another accepted",
        replace(RULES, answered=_whosever_job),
        Game(name="", tasks=tasks("ab"), faults={Fault.TWIN: 1}),
    ),
    Mutant(
        "lists believed that differ",
        replace(RULES, judge=_though_they_differ),
        Game(name="", tasks=tasks("ab"), faults={Fault.LOST_REPLY: 1, Fault.SLOW: 1, Fault.PARTIAL: 1}),
    ),
    Mutant(
        "one list is enough",
        replace(RULES, judge=_by_one_list),
        Game(name="", tasks=tasks("ab"), faults={Fault.LOST_REPLY: 1, Fault.SLOW: 1, Fault.PARTIAL: 1}),
    ),
    Mutant(
        "a dead sender's intent is no shadow",
        _unmarked(S.INTENDED),
        Game(name="", tasks=tasks("aa"), projects=(0, 0), faults={Fault.KILL: 2}),
    ),
    Mutant(
        "a doubt is no shadow",
        _unmarked(S.DOUBT),
        Game(name="", tasks=tasks("aa"), faults={Fault.LOST_REPLY: 1, Fault.LOST_REQUEST: 1}),
    ),
    Mutant(
        "released when ruled out",
        _rows({(S.DOUBT, Outcome.RULED_OUT): Transition(S.RULED_OUT, Goes.OUT, Commit.AWAITED, Booking.RELEASE)}),
        Game(name="", tasks=tasks("a"), cap=1, faults={Fault.TOO_LATE: 1}),
    ),
    Mutant(
        "a result that came since is bought again",
        replace(RULES, intent=_bought_anew),
        Game(name="", tasks=tasks("a"), projects=(0, 0), faults={Fault.PAUSE: 1}),
    ),
    Mutant(
        "a doubt is held at once",
        _rows({(S.DOUBT, Outcome.UNDECIDED): Transition(S.HELD, Goes.REST, Commit.AWAITED)}),
        Game(name="", tasks=tasks("a"), faults={Fault.LOST_REQUEST: 1}),
    ),
    Mutant(
        "an emptied journal is asked nothing",
        replace(RULES, lacked=lambda entries, known, entered: ()),
        Game(name="", tasks=tasks("a"), faults={Fault.EMPTIED: 1}),
    ),
    Mutant(
        "an older backup is asked nothing",
        replace(RULES, lacked=lambda entries, known, entered: ()),
        Game(name="", tasks=tasks("a"), faults={Fault.RESTORED: 2}),
    ),
)


def by_simulation(mutant: Mutant, most: int = SEEDS) -> tuple[int, str] | None:
    """Return the first seed at which a mutant is found out, and what it violates; None if it lives.

    Of each seed two worlds are tried: one in which only that goes wrong which does in its game, and any. The rules as they are
    violate nothing there.
    """
    for seed in range(most):
        for kinds in (mutant.game.faults, ()):
            right = draw(seed, kinds=kinds)
            if wrong := walk(replace(right, rules=mutant.rules, leases=mutant.game.leases), seed).wrong:
                assert not walk(right, seed).wrong, f"seed {seed}"
                return seed, wrong
    return None


def main() -> int:
    living, asked = 0, [mutant for mutant in MUTANTS if mutant.name in sys.argv[1:] or not sys.argv[1:]]
    for mutant in asked:
        found = search(replace(mutant.game, rules=mutant.rules))
        seed, wrong = by_simulation(mutant) or (None, "")
        print(
            f"{mutant.name:48}",
            f"search: {f'depth {found.depth}, {found.wrong}' if found.wrong else 'LIVES':60}",
            f"simulation: {'LIVES' if seed is None else f'seed {seed}, {wrong}'}",
            flush=True,
        )
        living += not found.wrong or seed is None
    print(f"{len(asked)} mutants of table and guards, {living} live")
    if asked == [*MUTANTS]:
        living += report(print)
    for name, (file, test) in WIRING.items():
        print(f"{name:48} {file}::{test}")
    return bool(living)


if __name__ == "__main__":
    sys.exit(main())
