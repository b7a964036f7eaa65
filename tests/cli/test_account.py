"""A journal that is new, emptied, restored or copied looks at the account before it submits: nothing is paid again unasked."""

import json
import shutil
import sqlite3
from pathlib import Path

from tests.cli.cli_project import FIRST, SECOND, Project
from tests.cli.cli_stand_in import StandIn

BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY", "--format", "json")


def forgets_results(project: Project) -> None:
    """Take away what was made, so that a run with an older journal would make it again."""
    shutil.rmtree(project.state)


def account_file(project: Project) -> Path:
    (path,) = project.root.rglob("account.sqlite")
    return path


def decisions(project: Project, kind: str) -> list[dict[str, object]]:
    with sqlite3.connect(project.state / "journal.sqlite") as db:
        return [json.loads(data) for (data,) in db.execute("SELECT data FROM events WHERE kind = ?", (kind,))]


def test_an_emptied_journal_pays_for_nothing_again_unasked(project: Project, stand_in: StandIn) -> None:
    assert project.call(*BUY).exit == 0
    forgets_results(project)
    stopped = project.call(*BUY)
    assert (
        stopped.exit,
        stopped.json["error"]["key"] if "key" in stopped.json["error"] else stopped.json["error"]["code"],
    ) == (3, "EC2123")
    assert all(job in stopped.out for job in stand_in.made)
    assert "--ignore-foreign" in stopped.out
    assert len(stand_in.submits) == 2
    assert project.call(*BUY).exit == 3  # asked again, it says so again
    allowed = project.call(*BUY, "--ignore-foreign")
    assert (allowed.exit, len(stand_in.submits)) == (0, 4)
    (decision,) = decisions(project, "ForeignIgnored")
    assert sorted(decision["jobs"]) == sorted(list(stand_in.made)[:2])
    assert "@" in str(decision["who"])
    assert project.call(*BUY).exit == 0  # and is asked no more


def test_an_older_backup_pays_for_nothing_again_unasked(project: Project, stand_in: StandIn) -> None:
    assert project.call(*BUY).exit == 0
    shutil.copytree(project.state, project.root / "backup")
    assert project.call(*BUY, "-i", "look=clay").exit == 0
    submits = len(stand_in.submits)
    shutil.rmtree(project.state)
    shutil.copytree(project.root / "backup", project.state)
    stopped = project.call(*BUY, "-i", "look=clay")
    assert (stopped.exit, stopped.json["error"]["code"]) == (3, "EC2123")
    assert list(stand_in.made)[-1] in stopped.out
    assert next(iter(stand_in.made)) not in stopped.out
    assert len(stand_in.submits) == submits
    for _ in range(3):  # what is here needs no submit, and makes the journal none the newer
        assert project.call(*BUY).exit == 0
    assert project.call(*BUY, "-i", "look=clay").exit == 3
    assert project.call(*BUY, "-i", "look=clay", "--ignore-foreign").exit == 0


def test_a_backup_with_a_doubt_learns_its_job_from_the_account(project: Project, stand_in: StandIn) -> None:
    stand_in.acts = ["lost"]
    stand_in.on_submit = lambda: setattr(stand_in, "lists", False)
    assert project.call(*BUY, "--wait", "4s").exit == 4
    shutil.copytree(project.state, project.root / "backup")
    stand_in.on_submit, stand_in.lists = (lambda: None), True
    assert project.call(*BUY, "-i", "look=clay").exit == 0  # another's, so that the list has a witness
    shutil.rmtree(project.state)
    shutil.copytree(project.root / "backup", project.state)
    assert project.call(*BUY).exit == 3  # it lacks the others
    jobs = list(stand_in.made)
    ended = project.call(*BUY, "--ignore-foreign")
    assert (ended.exit, ended.json["tasks"][0]["job_id"]) == (0, jobs[0]), ended.text
    assert len(stand_in.made) == len(jobs) + 1  # the second step alone is made


def test_a_copied_folder_stops_once_the_other_has_gone_on(project: Project, stand_in: StandIn, tmp_path: Path) -> None:
    assert project.call(*BUY).exit == 0
    shutil.copytree(project.root, tmp_path / "copy", ignore=shutil.ignore_patterns("home"))
    copy = Project(tmp_path / "copy", dict(project.env))
    copy.env |= {name: project.env[name] for name in ("HOME", "XDG_STATE_HOME")}
    assert project.call(*BUY, "-i", "look=clay").exit == 0
    stopped = copy.call(*BUY, "-i", "look=clay")
    assert (stopped.exit, stopped.json["error"]["code"]) == (3, "EC2123")
    made = len(stand_in.made)
    assert copy.call(*BUY, "-i", "look=clay", "--ignore-foreign").exit == 0
    assert len(stand_in.made) == made + 2
    assert project.call(*BUY, "-i", "look=wool").exit == 0  # what the copy does concerns it no more


def test_another_projects_jobs_stop_nobody(project: Project, stand_in: StandIn, tmp_path: Path) -> None:
    assert project.call(*BUY).exit == 0
    shutil.copytree(project.root, tmp_path / "other", ignore=shutil.ignore_patterns("home", ".editchain", "out"))
    other = Project(tmp_path / "other", dict(project.env))
    other.env |= {name: project.env[name] for name in ("HOME", "XDG_STATE_HOME")}
    assert other.call(*BUY).exit == 0  # each project may pay
    assert len(stand_in.submits) == 4


def test_on_a_new_machine_what_the_account_did_already_is_not_paid_again_unasked(
    project: Project, stand_in: StandIn
) -> None:
    assert project.call(*BUY).exit == 0
    forgets_results(project)
    account_file(project).unlink()
    stopped = project.call(*BUY)
    assert (stopped.exit, stopped.json["state"], stopped.json["cause"]["code"]) == (3, "failed", "made-already")
    assert next(iter(stand_in.made)) in stopped.json["cause"]["message"]
    assert "--ignore-foreign" in stopped.json["cause"]["hint"]
    assert [task["state"] for task in stopped.json["tasks"]] == ["waiting", "waiting"]
    assert len(stand_in.submits) == 2
    text = project.call(*BUY[:-2]).out
    assert "made-already" in text
    assert "--ignore-foreign" in text
    assert project.call(*BUY, "--ignore-foreign").exit == 0
    assert len(stand_in.submits) == 4


def test_jobs_of_other_prompts_stop_nobody_on_a_new_machine(project: Project, stand_in: StandIn) -> None:
    assert project.call(*BUY).exit == 0
    forgets_results(project)
    account_file(project).unlink()
    recipe = project.root.joinpath("two.yaml").read_text("utf-8")
    project.write("two.yaml", recipe.replace(SECOND.rstrip("."), "Make it a summer day"))
    assert FIRST
    assert project.call(*BUY, "-i", "look=clay").exit == 0


def test_a_service_that_does_not_tell_its_jobs_is_believed_nothing(project: Project, stand_in: StandIn) -> None:
    stand_in.lists = False
    stopped = project.call(*BUY, "--wait", "4s")
    assert stopped.exit in (3, 4)
    assert stand_in.submits == []
    assert project.call(*BUY, "--ignore-foreign").exit == 0


def test_a_journal_of_another_host_is_taken_over_once(project: Project, stand_in: StandIn) -> None:
    assert project.call(*BUY).exit == 0
    with sqlite3.connect(project.state / "journal.sqlite") as db:
        db.execute("UPDATE meta SET value = 'elsewhere' WHERE name IN ('host', 'boot', 'name')")
    stopped = project.call(*BUY, "-i", "look=clay")
    assert (stopped.exit, stopped.json["error"]["code"]) == (3, "EC2122")
    assert "--take-over" in stopped.out
    assert len(stand_in.submits) == 2
    assert project.call(*BUY).exit == 0  # what is here needs nobody
    assert project.call(*BUY, "-i", "look=clay", "--take-over").exit == 0
    (decision,) = decisions(project, "JournalTakenOver")
    assert (decision["before"], "@" in str(decision["who"])) == ("elsewhere", True)
    assert project.call(*BUY, "-i", "look=wool").exit == 0


def test_a_lost_account_file_is_made_of_what_the_journal_knows(project: Project, stand_in: StandIn) -> None:
    # The first one's reply is lost, and the service doesn't list its jobs: it is in doubt, and nothing equal may be sent.
    assert project.call(*BUY, "-i", "look=wool").exit == 0
    stand_in.acts, stand_in.lists = ["lost"], False
    assert project.call(*BUY, "--wait", "4s").exit == 4
    account_file(project).unlink()
    submits = len(stand_in.submits)
    again = project.call(*BUY, "-i", "clip=other.mp4", "--wait", "4s")
    assert (again.exit, len(stand_in.submits)) == (4, submits)
    with sqlite3.connect(account_file(project)) as db:
        marks = sorted(mark for (mark,) in db.execute("SELECT mark FROM entries"))
    assert marks == ["known", "known", "shadow"]
    stand_in.lists = True
    assert project.call(*BUY).exit == 0


def test_the_embedded_service_asks_nothing(project: Project) -> None:
    assert project.call("run", "two.yaml").exit == 0
    for name in ("journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"):
        (project.state / name).unlink(missing_ok=True)
    assert project.call("run", "two.yaml").exit == 0


def test_two_folders_with_a_key_each_pay_for_their_own(project: Project, stand_in: StandIn, tmp_path: Path) -> None:
    ask = (
        "run",
        str(project.root / "two.yaml"),
        "-i",
        f"clip={project.root / 'clip.mp4'}",
        "--service",
        "dashscope-cn",
    )
    for name in ("brand-a", "brand-b"):
        folder = Project(tmp_path / name, {"DASHSCOPE_HTTP_BASE_URL": stand_in.base_url})
        folder.env |= {name: project.env[name] for name in ("HOME", "XDG_STATE_HOME")}
        folder.write("editchain.toml", 'api_key_command = ["cat", "key"]\n')
        folder.write("key", f"sk-{name}\n")
        bought = folder.call(*ask, "--max-cost", "5 CNY")
        assert bought.exit == 0, bought.text
    keys = [seen.headers["authorization"] for seen in stand_in.submits]
    assert keys == ["Bearer sk-brand-a"] * 2 + ["Bearer sk-brand-b"] * 2, (
        "each under its own cap, with nothing of the other's"
    )
