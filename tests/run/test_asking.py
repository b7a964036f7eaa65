"""Which job is asked for when: played through with jobs that take their time, on a service that runs some at once."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

import pytest
from hypothesis import given, strategies as st

from engine.run.asking import Asking, OneJob, PagesOfList
from engine.run.job_times import JobKind, JobTimes, Rhythm

KIND = JobKind("wan", "720P")
RHYTHM = Rhythm(first=60, every=5, longest=600)
WAY_S = 0.1  # of a question to the service, and of its answer back


@dataclass
class Play:
    """A service that runs `slots` jobs at once and has some more, each of which takes `seconds()`; somebody asks for them."""

    seconds: Callable[[], float]
    slots: int
    lists: bool = True
    told: bool = True  # whether the service says how long a job took
    times: JobTimes = field(default_factory=JobTimes)
    now: float = 0.0
    questions: int = 0
    late: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.asking = Asking(RHYTHM, self.times, self.slots, lists=self.lists)
        self.waiting: list[str] = []
        self.begun: dict[str, float] = {}
        self.ends: dict[str, float] = {}
        self.soon: list[tuple[float, int, Callable[[], None]]] = []
        self.order = count()

    def run(self, jobs: int) -> None:
        """Let as many jobs pass through as are wanted, each submitted as soon as there is room."""
        self.left = jobs
        for _ in range(self.slots + 2):
            self.submit()
        while self.soon or self.asking.due() is not None:
            due = self.asking.due()
            if due is not None and (not self.soon or due < self.soon[0][0]):
                self.now = max(self.now, due)
                question = self.asking.take(self.now)
                if question is not None:
                    self.ask(question)
            else:
                self.now, _, happens = heappop(self.soon)
                happens()

    def at(self, when: float, happens: Callable[[], None]) -> None:
        heappush(self.soon, (when, next(self.order), happens))

    def submit(self) -> None:
        if self.left:
            self.left -= 1
            job = str(self.left)
            self.waiting.append(job)
            self.asking.add(job, KIND, self.now, self.now)
            self.fill()

    def fill(self) -> None:
        while self.waiting and len(self.begun) - sum(end <= self.now for end in self.ends.values()) < self.slots:
            job = self.waiting.pop(0)
            self.begun[job], self.ends[job] = self.now, self.now + self.seconds()
            self.at(self.ends[job], self.fill)

    def ask(self, question: OneJob | PagesOfList) -> None:
        def reach() -> None:
            running = {job: True for job, end in self.ends.items() if end > self.now}
            self.at(self.now + WAY_S, lambda: self.hear(question, running))

        self.questions += question.pages if isinstance(question, PagesOfList) else 1
        self.at(self.now + WAY_S, reach)

    def hear(self, question: OneJob | PagesOfList, running: dict[str, bool]) -> None:
        if isinstance(question, PagesOfList):
            self.asking.listed(running, self.now, 0)
        elif question.job in running:
            self.asking.runs(question.job, self.now)
        elif question.job not in self.ends:
            self.asking.waits(question.job, self.now)
        else:
            end, begun = self.ends.pop(question.job), self.begun.pop(question.job)
            self.late.append(self.now - end)
            self.times.learn(KIND, self.asking.end(question.job, self.now, end - begun if self.told else None))
            self.submit()


def around_240(spread: float) -> Callable[[], float]:
    dice = random.Random(7)
    return lambda: dice.uniform(240 * (1 - spread), 240 * (1 + spread))


@pytest.mark.parametrize(
    ("spread", "slots", "lists", "told", "questions", "late"),
    [
        (0.0, 5, True, True, 1.8, 4),
        (0.0, 5, False, False, 3.2, 15),
        (0.02, 5, True, True, 2.7, 4),
        (0.2, 1, True, True, 4.0, 15),
        (0.2, 5, True, True, 3.7, 14),
        (0.2, 5, False, True, 3.5, 17),
        (0.2, 20, True, True, 3.0, 8),
        (0.2, 100, True, True, 2.5, 6),
    ],
)
def test_few_questions_find_a_job_soon(
    spread: float, slots: int, lists: bool, told: bool, questions: float, late: float
) -> None:
    play = Play(around_240(spread), slots, lists, told)
    play.run(40 * slots)
    assert len(play.late) == 40 * slots
    assert play.questions / len(play.late) <= questions
    assert sum(play.late) / len(play.late) <= late


def asking_for(jobs: int, *, at: float = 60.0) -> Asking:
    """Return who asks for so many jobs, accepted at once, all of them due then."""
    asking = Asking(RHYTHM, JobTimes())
    for job in range(jobs):
        asking.add(str(job), KIND, at - 60, at - 60)
    return asking


def test_two_that_are_due_are_looked_for_in_the_list_and_one_is_asked_for() -> None:
    assert asking_for(1).take(60) == OneJob("0")
    assert asking_for(2).take(60) == PagesOfList(1)
    assert asking_for(2).take(59) is None


def test_what_the_list_does_not_say_is_asked_for() -> None:
    asking = asking_for(3)
    assert asking.take(60) == PagesOfList(1)
    assert asking.take(60) is None  # the list is waited for
    asking.listed({"1": True, "2": False}, 61, 0)
    assert {asking.take(61), asking.take(61)} == {OneJob("0"), OneJob("2")}
    assert asking.take(61) is None
    asking.runs("0", 61)
    asking.runs("2", 61)  # the list was wrong
    assert asking.take(70) is None


def test_a_list_that_lacks_everything_costs_one_question_more() -> None:
    asking = asking_for(3)
    assert asking.take(60) == PagesOfList(1)
    asking.listed({}, 61, 0)
    assert {asking.take(61) for _ in range(4)} == {OneJob("0"), OneJob("1"), OneJob("2"), None}


def test_a_list_of_no_use_is_not_asked_for_again() -> None:
    asking = asking_for(2)
    assert asking.take(60) == PagesOfList(1)
    asking.unlisted(61, useless=True)
    assert [asking.take(61), asking.take(61)] == [OneJob("0"), OneJob("1")]


def test_a_list_of_many_small_pages_has_to_spare_more() -> None:
    asking = asking_for(25)
    assert asking.take(60) == PagesOfList(1)
    asking.listed({str(job): True for job in range(10)}, 61, 10)  # a full page had ten
    assert asking.take(61) == PagesOfList(3)


def test_one_that_waits_for_a_slot_is_asked_for_after_the_end_of_another() -> None:
    times = JobTimes.of({KIND: [100.0] * 20})
    asking = Asking(RHYTHM, times, slots=1)
    asking.add("first", KIND, 0, 0)
    asking.add("second", KIND, 0, 0)
    assert asking.take(100) == OneJob("first")
    assert asking.end("first", 101, 100.0) == 100.0
    assert asking.due() == 200.0
    assert asking.take(200) == OneJob("second")


def test_one_that_was_taken_up_sooner_than_thought_is_asked_for_as_others_are() -> None:
    asking = Asking(RHYTHM, JobTimes(), slots=1)
    asking.add("first", KIND, 0, 0)
    asking.add("second", KIND, 0, 0)
    asking.lists = False
    assert [asking.take(60), asking.take(60)] == [OneJob("first"), OneJob("second")]
    asking.waits("first", 60)
    asking.runs("second", 60)
    assert asking.end("second", 90) == pytest.approx(15)  # found running at once, done thirty seconds later
    assert asking.due() == 120  # the first had not begun by sixty


def test_a_service_that_runs_fewer_at_once_than_thought_costs_some_questions_more() -> None:
    play = Play(around_240(0.2), 5)
    play.asking.slots = 20
    play.run(100)
    assert play.questions / len(play.late) <= 8
    assert sum(play.late) / len(play.late) <= 12


def test_one_that_has_not_begun_is_asked_for_when_it_may_be_done() -> None:
    asking = Asking(RHYTHM, JobTimes.of({KIND: [200.0] * 20}))
    asking.add("job", KIND, 0, 0)
    assert asking.take(200) == OneJob("job")
    asking.waits("job", 200)
    assert asking.due() == 400


def test_one_that_the_list_shows_running_no_longer_waits() -> None:
    asking = Asking(RHYTHM, JobTimes.of({KIND: [100.0, 140.0] * 20}), slots=3)
    for job in "abcd":
        asking.add(job, KIND, 0, 0)
    assert asking.take(100) == PagesOfList(1)
    asking.listed({"a": True, "b": True, "c": True, "d": True}, 101, 0)
    asking.end("a", 102, 100.0)
    asking.end("b", 102, 100.0)
    asking.end("c", 102, 100.0)
    assert asking.due() == 201  # a hundred seconds after it was seen first


def test_a_job_is_asked_for_until_it_is_no_longer_watched() -> None:
    asking = asking_for(1)
    asking.take(60)
    asking.later("0", 70)
    assert asking.due() == 70
    asking.end("0", 65)
    assert asking.due() is None


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), max_size=60), st.integers(1, 3))
def test_jobs_end_in_any_order_and_those_that_wait_move_up(steps: list[tuple[bool, int]], slots: int) -> None:
    asking, open_jobs = Asking(RHYTHM, JobTimes(), slots), list[str]()
    for number, (adds, which) in enumerate(steps):
        if adds or not open_jobs:
            open_jobs.append(str(number))
            asking.add(str(number), KIND, since=number, now=number)
        else:
            asking.end(open_jobs.pop(which % len(open_jobs)), number, told=1.0)
    asked = set[str]()
    while isinstance(question := asking.take(10_000.0), OneJob):
        asked.add(question.job)
    assert question is not None or asked == set(open_jobs)
