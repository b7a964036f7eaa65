"""Planning asks the journal what it holds, and writes nothing into it."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from engine.api.asked import Asked
from engine.api.context import make_context
from engine.api.planning import plan_file
from engine.api.project import open_project
from engine.plan import Terms
from engine.run import events as e
from engine.store.sqlite.processes import living
from tests.store.sqlite.test_decisions import accepted, intent, started

CLIP = Path(__file__).parents[2] / "recipes" / "media" / "portrait.mp4"
TERMS = Terms(service="embedded", realm="test", region="cn-beijing", bills=False)
RECIPE = """\
recipe: 1
name: four
inputs: {clip: {type: video, default: clip.mp4}}
steps:
  - id: look
    foreach: [ink, clay, snow, rain]
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: "Make it {{ item }}.", resolution: 720P}
outputs: {looks: "${{ steps.look.video }}"}
"""


def content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def test_a_plan_says_what_is_open_and_changes_nothing(tmp_path: Path) -> None:
    shutil.copy(CLIP, tmp_path / "clip.mp4")
    (tmp_path / "four.yaml").write_text(RECIPE)
    context, asked = make_context(tmp_path, {}), Asked(file=tmp_path / "four.yaml")
    new = plan_file(context, asked, TERMS, context.today, None).plan
    with open_project(tmp_path / ".editchain") as project, living(project.processes, "alive"):
        project.journal.record("r", started("r", cap=None, realm="test", scope="scope"))
        for number, (task, process) in enumerate(zip(new.tasks, ("dead", "alive", "dead"), strict=False)):
            made = intent(process, f"a{number}", fingerprint=task.fingerprint, prompt_class=f"c{number}")
            assert project.journal.intend("r", replace(made, task=task.id)) is None
        project.journal.record("r", replace(accepted("a2"), task=new.tasks[2].id))
        before = content(tmp_path / ".editchain" / "journal.sqlite")
        plan = plan_file(context, asked, TERMS, context.today, project).plan
        assert [task.reason.code for task in plan.tasks] == ["in-doubt", "being-sent", "taken-over", "new"]
        assert content(tmp_path / ".editchain" / "journal.sqlite") == before
        assert not any(isinstance(event, e.Doubted) for _, event in project.journal.events("r"))
