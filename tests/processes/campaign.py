"""A campaign of three rows with one prompt on three clips, and what the service's durable record and the disk say of it."""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from engine.emulator.draft.stamp import read_stamp
from engine.emulator.state.record import read_record
from engine.store.files.durable import digest_of_file
from tests.cli.cli_project import Project
from tests.processes.tracer import Point, Strike, Struck, kill, run_struck

RECIPE = """\
recipe: 1
name: look
version: "1.0.0"
inputs:
  clip: {type: video}
defaults:
  wan2.7-videoedit: {resolution: 720P, prompt_extend: false}
steps:
  - id: look
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: Make it a cartoon., seed: 1}
outputs:
  final: ${{ steps.look.video }}
"""
CAMPAIGN = """\
campaign: 1
name: NAME
uses: look.yaml
with: {clip: "${{ row.clip }}"}
rows: {file: NAME.csv, key: [sku]}
publish: {final: "{{ row.sku }}.{{ ext }}"}
"""


@dataclass(frozen=True)
class Books:
    """What came of a campaign: by the record of the service, by the project's journal and by its published files."""

    jobs: int
    billed: int
    most_of_one: int  # jobs of one clip
    swapped: tuple[str, ...]  # rows that got the result of another
    missing: tuple[str, ...]  # rows that got none
    unmentioned: tuple[str, ...]  # jobs that the journal doesn't know


class Rows:
    """A campaign in a folder, run at a service whose durable record lies in another."""

    def __init__(self, project: Project, service: Path, name: str = "three", rows: str = "abc") -> None:
        self.project = project
        self.service = service
        self.name = name
        self.rows = rows
        project.write("look.yaml", RECIPE)
        project.write(f"{name}.yaml", CAMPAIGN.replace("NAME", name))
        project.write(f"{name}.csv", "sku,clip\n" + "".join(f"{row},{row}.mp4\n" for row in rows))

    @property
    def run(self) -> tuple[str, ...]:
        """The command."""
        return "run", f"{self.name}.yaml", "--service", "dashscope-cn", "--format", "json"

    def struck(self, point: Point, strike: Strike = kill) -> Struck:
        """Run the command and strike at one of its calls."""
        return run_struck(self.project, *self.run, point=point, strike=strike)

    def books(self) -> Books:
        """Read all books, once nothing runs any more."""
        record = read_record(self.service)
        clips = _clips_of_jobs(self.service)
        made_by = {job["body_sha256"]: job["id"] for job in record["accepted"]}
        out = self.project.root / "out" / "drafts" / self.name
        found = {row: out / f"{row}.mp4" for row in self.rows if (out / f"{row}.mp4").is_file()}
        jobs = {row: made_by.get(read_stamp(path)[0], "") for row, path in found.items()}
        return Books(
            jobs=len(record["accepted"]),
            billed=len(record["meter"]),
            most_of_one=max(Counter(clips.values()).values(), default=0),
            swapped=tuple(row for row, job in jobs.items() if clips.get(job) != self._clip(row)),
            missing=tuple(row for row in self.rows if row not in found),
            unmentioned=tuple(sorted(clips.keys() - _mentioned(self.project))),
        )

    def _clip(self, row: str) -> str:
        """Return the clip of a row as the service gets it."""
        named = dict(line.split(",", 1) for line in (self.project.root / f"{self.name}.csv").read_text().split())[row]
        return named if named.startswith("http") else digest_of_file(self.project.root / named)


def _clips_of_jobs(service: Path) -> dict[str, str]:
    """Return by job the clip that it was made from: the digest of what the service got, or its address."""
    with closing(sqlite3.connect(service / "jobs.sqlite")) as db:
        uploads = {f"oss://{key}": digest for key, digest in db.execute("SELECT key, sha256 FROM uploads")}
        bodies = db.execute("SELECT id, body FROM jobs").fetchall()
    urls = {job: json.loads(body)["input"]["media"][0]["url"] for job, body in bodies}
    return {job: uploads.get(url, url) for job, url in urls.items()}


def _mentioned(project: Project) -> set[str]:
    with closing(sqlite3.connect(project.state / "journal.sqlite")) as db:
        return {job for (job,) in db.execute("SELECT job FROM attempts WHERE job IS NOT NULL")}
