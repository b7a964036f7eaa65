"""The mutants of client, store and wiring, each with the test that finds it out: a real server, file or process shows them.

What they change lies below the rules of money, so neither the search nor the simulation can see it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_SUBMIT, _LISTING = "tests/services/test_dashscope_submit.py", "tests/services/test_dashscope_listing.py"
_COMMITS, _STORE = "tests/store/sqlite/test_commits.py", "tests/store/files/test_store.py"
WIRING: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "commits that are not synced": (_COMMITS, "test_a_commit_is_on_disk_when_it_returns"),
        "a reservation outside of the transaction": (_COMMITS, "test_claim_cap_and_intent_are_one_transaction"),
        "a malformed list is an empty one": (
            _LISTING,
            "test_a_list_of_another_shape_is_no_answer_never_an_empty_list",
        ),
        "a page is skipped": (_LISTING, "test_the_list_is_read_to_its_last_page_without_window_or_filter"),
        "a list that lacks a job is whole": (_LISTING, "test_a_list_in_which_one_may_be_missed_is_read_again"),
        "a date in another zone": (_LISTING, "test_a_date_is_in_utc_also_where_it_names_no_zone"),
        "any 4xx is a refusal": (_SUBMIT, "test_all_that_decides_nothing_is_in_doubt_and_not_sent_again"),
        "a submit follows a redirect": (_SUBMIT, "test_all_that_decides_nothing_is_in_doubt_and_not_sent_again"),
        "a connection that was used before": (_SUBMIT, "test_each_submit_has_its_own_connection"),
        "a request that is sent again": (_SUBMIT, "test_who_closes_at_once_is_never_asked_again"),
        "a late send": (_SUBMIT, "test_past_send_by_nothing_is_sent"),
        "a part that is named by its digest only": (
            _STORE,
            "test_parts_are_told_apart_by_their_jobs_also_when_their_bytes_are_equal",
        ),
        "an id that a locked journal drops": (
            "tests/store/sqlite/test_spool.py",
            "test_who_opens_the_journal_next_finds_the_job",
        ),
        "an id that waited is recorded twice": (
            "tests/store/sqlite/test_spool.py",
            "test_what_stands_in_the_journal_already_is_not_recorded_twice",
        ),
        "an id that waited is recorded after others": (
            "tests/store/sqlite/test_spool.py",
            "test_what_a_locked_journal_could_not_take_is_recorded_before_anything_else",
        ),
        "a full disk that drops an id": (
            "tests/store/sqlite/test_spool.py",
            "test_on_a_full_disk_the_ballast_makes_room",
        ),
        "jobs that were accepted are not finished once a run stops": (
            "tests/run/schedule/test_breaker.py",
            "test_jobs_that_were_accepted_are_finished",
        ),
        "a submit while a party is away": (
            "tests/run/test_away.py",
            "test_after_a_lost_reply_nothing_is_submitted_before_a_question_is_answered",
        ),
        "a job that two projects find is adopted twice": (
            "tests/run/test_rivals.py",
            "test_only_one_of_them_adopts_it",
        ),
        "a second open attempt of the same bytes": (
            "tests/store/sqlite/test_decisions.py",
            "test_the_file_itself_refuses_a_second_open_attempt_of_the_same_bytes",
        ),
        "a folder whose name is not durable": (
            _STORE,
            "test_a_folder_that_a_dead_process_left_empty_gets_a_durable_name",
        ),
        "a grave that the clock of this host closes": (
            "tests/run/test_driver.py",
            "test_what_was_ruled_out_is_watched_for_a_day_of_the_service_whatever_the_wall_clock_says",
        ),
        "a submit before the time of the service is known": (
            "tests/processes/test_clock.py",
            "test_a_clock_that_is_a_day_ahead_when_the_first_thing_that_is_sent_is_a_submit_whose_answer_gets_lost",
        ),
        "a person may adopt any job": (
            "tests/run/money/test_step.py",
            "test_a_job_that_is_surely_another_s_is_not_adopted_whoever_decides",
        ),
        "a decision about an attempt that stands elsewhere by now": (
            "tests/run/test_driver.py",
            "test_a_decision_counts_only_while_the_attempt_stands_where_it_was_believed_to",
        ),
        "what was given up is sent again": (
            "tests/api/turn/test_resolving.py",
            "test_what_is_given_up_has_failed_and_is_not_sent_again",
        ),
        "a forgotten job is booked at every look": (
            "tests/run/test_driver.py",
            "test_a_job_that_was_forgotten_is_booked_once_and_a_person_decides_about_it",
        ),
        "who is not answered has canceled": (
            "tests/api/turn/test_canceling.py",
            "test_without_an_answer_nothing_is_recorded",
        ),
        "a job that runs is canceled": (
            "tests/api/turn/test_canceling.py",
            "test_a_job_that_began_meanwhile_is_said_to_be_billed_and_its_result_comes",
        ),
        "a stopped process taken for dead": (
            "tests/cli/test_two_processes.py",
            "test_a_stopped_sender_is_not_dead",
        ),
    }
)
"""What is wrong -> file and name of the test that fails then."""
