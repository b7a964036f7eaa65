"""A campaign of which one row is a draft, one was bought, and one was bought in vain; strangers' words are in all of it."""

import json
from pathlib import Path

from tests.cli.cli_project import Project, make_project
from tests.cli.cli_stand_in import StandIn

HOSTILE = '<script>alert("1")</script> & {{ 7 * 7 }} </title> ${{ x }}'
LOST = "<b>boom</b> & more"
CAMPAIGN = """\
campaign: 1
name: spring
uses: two.yaml
rows: {file: spring.jsonl, key: [sku]}
matrix: {look: [cartoon, claymation]}
where: ${{ not (row.sku != 'A' and matrix.look == 'claymation') }}
limits: {max_cost: 50 CNY}
publish: {final: "{{ row.sku | length }}/{{ matrix.look }}.{{ ext }}"}
"""
HOME = "out/reports/spring"


def make_reported(root: Path, clips: Path) -> Project:
    project = make_project(root, clips)
    project.write("spring.yaml", CAMPAIGN)
    project.write("spring.jsonl", "".join(json.dumps({"sku": sku}) + "\n" for sku in (HOSTILE, "A")))
    assert project.call("run", "spring.yaml", "--canary", "1").exit == 0
    with StandIn(clips / "other.mp4") as service:
        project.at(service.base_url)
        for row, end in (("A+cartoon", None), ("A+claymation", ("DataInspectionFailed", LOST))):
            service.ends = [end]
            bought = project.call("run", "spring.yaml", "--rows", row, "--service", "dashscope-cn")
            assert bought.exit == (0 if end is None else 1), bought.text
    return project
