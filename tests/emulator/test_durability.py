"""What survives the death of the emulator's process."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.scenario import Rule, Scenario
from engine.emulator.server import EmulatorServer
from engine.emulator.state.record import read_record
from engine.errors import AuthorError, OperatorError
from tests.emulator.calls import HEADERS, SAMPLES, SUBMIT, body_of, until

SERVE = """
import signal
import sys
from pathlib import Path
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.rates import UNLIMITED
from engine.emulator.server import EmulatorServer
options = EmulatorOptions(renderer=sys.argv[2], offline_media=Path(sys.argv[3]), hooks=True, limits=UNLIMITED)
server = EmulatorServer(Path(sys.argv[1]), options)
signal.signal(signal.SIGTERM, lambda *_: server.stop())
server.serve(lambda url: print(url, flush=True))
"""


class Process:
    """An emulator in a process of its own."""

    def __init__(self, folder: Path, renderer: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(folder), renderer, str(SAMPLES)], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.base_url = self.process.stdout.readline().strip()

    def children(self) -> list[int]:
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return self.process.wait(timeout=10)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "emulator"


@pytest.fixture
def run(folder):
    started = []

    def start(renderer="none"):
        started.append(Process(folder, renderer))
        return started[-1]

    yield start
    for process in started:
        if process.process.poll() is None:
            process.end(signal.SIGKILL)


def submit(base_url, prompt="rain", **parameters):
    answer = httpx.post(base_url + SUBMIT, json=body_of(prompt, **parameters), headers=HEADERS)
    assert answer.status_code == 200
    return answer.json()["output"]["task_id"]


def restarted(folder, **options):
    return EmulatorServer(folder, EmulatorOptions(offline_media=SAMPLES, **options))


def test_waiting_and_running_jobs_go_on_after_kill_9_and_are_billed_once(run, folder):
    process = run()
    rules = {"rules": [{"fault": "hold", "nth": 2}, {"fault": "hold", "nth": 3, "state": "RUNNING"}]}
    httpx.post(process.base_url.replace("/api/v1", "/_editchain/scenario"), json=rules)
    jobs = [submit(process.base_url, prompt) for prompt in ("done", "waiting", "running")]
    until(lambda: "SUCCEEDED" in (job["state"] for job in read_record(folder)["accepted"]))
    process.end(signal.SIGKILL)
    assert [job["state"] for job in read_record(folder)["accepted"]] == ["SUCCEEDED", "PENDING", "RUNNING"]
    with restarted(folder, renderer="none") as server:
        server.release(None)
        assert server.settled()
        told = server.told()
    assert [job["id"] for job in told["accepted"]] == jobs
    assert sorted(row["job"] for row in told["meter"]) == sorted(jobs)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")
def test_a_render_cut_by_kill_9_leaves_no_process_and_no_part_file(run, folder):
    process = run("stamp")
    task_id = submit(process.base_url, resolution="1080P")
    part = folder / "tmp" / task_id / "result.mp4"
    until(part.exists)
    (child,) = process.children()
    descriptor = os.pidfd_open(child)
    process.end(signal.SIGKILL)
    assert select.select([descriptor], [], [], 10)[0], "the renderer outlived its parent"
    os.close(descriptor)
    assert not part.exists()
    with restarted(folder, renderer="stamp") as server:
        assert server.settled()
        assert [row["job"] for row in server.told()["meter"]] == [task_id]
        assert list((folder / "tmp" / task_id).parent.glob(f"{task_id}*")) == []
    assert [path.name for path in (folder / "results").iterdir()] == [f"{task_id}.mp4"]
    assert list((folder / "tmp").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")
def test_a_renderer_that_dies_fails_its_job_and_not_the_service(run, folder):
    process = run("stamp")
    task_id = submit(process.base_url, resolution="1080P")
    until((folder / "tmp" / task_id / "result.mp4").exists)
    os.kill(process.children()[0], signal.SIGKILL)
    until(lambda: read_record(folder)["accepted"][0]["state"] != "RUNNING")
    output = httpx.get(f"{process.base_url}/tasks/{task_id}", headers=HEADERS).json()["output"]
    assert (output["task_status"], output["code"]) == ("FAILED", "InternalError.Algo")
    assert submit(process.base_url)
    assert read_record(folder)["meter"] == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_request_to_end_ends_in_order(run, folder, number):
    process = run("stamp")
    submit(process.base_url, resolution="1080P")
    assert process.end(number) == 0
    assert list((folder / "tmp").iterdir()) == []


def test_stopping_in_the_middle_of_a_render_loses_nothing(serve, folder):
    api = serve(renderer="stamp", folder=folder)
    task_id = api.job(resolution="1080P")
    until((folder / "tmp" / task_id / "result.mp4").exists)
    api.server.stop()
    assert list((folder / "tmp").iterdir()) == []
    with restarted(folder, renderer="stamp") as server:
        assert server.settled()
        assert [row["job"] for row in server.told()["meter"]] == [task_id]


def test_one_server_a_folder(run, folder):
    process = run()
    for _ in range(2):
        with pytest.raises(OperatorError) as busy:
            restarted(folder).start()
        assert (busy.value.key, busy.value.exit_code) == ("emulator-folder-busy", 3)
    process.end(signal.SIGKILL)
    with restarted(folder):
        pass


def test_the_account_is_the_folders_and_outlives_the_server(folder, tmp_path):
    with restarted(folder) as first:
        account = first.account
    with restarted(folder) as again, restarted(tmp_path / "other") as other:
        assert again.account == account != other.account


def test_a_database_that_is_none_is_refused(folder):
    folder.mkdir()
    (folder / "jobs.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(OperatorError) as refused:
        restarted(folder).start()
    assert refused.value.key == "emulator-record"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.1", "example.org", "::"])
def test_the_emulator_serves_this_machine_only(folder, host):
    with pytest.raises(AuthorError) as refused:
        EmulatorServer(folder, host=host).start()
    assert refused.value.key == "emulator-host"


def test_a_port_in_use_is_refused(folder, tmp_path):
    with restarted(folder) as server:
        port = int(server.origin.rpartition(":")[2])
        with pytest.raises(OperatorError) as refused:
            EmulatorServer(tmp_path / "other", port=port).start()
    assert refused.value.key == "emulator-port"


def test_results_served_after_a_restart_keep_their_links(serve, folder):
    api = serve(folder=folder, scenario=Scenario((Rule(fault="hold", nth=(2,)),)))
    link = api.finished()["output"]["video_url"]
    api.server.stop()
    with restarted(folder, renderer="none") as server:
        path = link.partition("/results/")[2]
        assert httpx.get(f"{server.origin}/results/{path}").status_code == 200


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_at_most_two_renderers_work_for_many_jobs(run, folder):
    process = run("stamp")
    for number in range(4):
        submit(process.base_url, f"rain {number}", duration=2)
    until(lambda: len(read_record(folder)["meter"]) == 4)
    assert 1 <= len(process.children()) <= 2
