"""The same rows give the same plan, in whatever form a spreadsheet program wrote them."""

import shutil
from pathlib import Path

import pytest

from engine.api.asked import Asked
from engine.api.context import make_context
from engine.api.planning import plan_file
from engine.plan import Terms

ROOT = Path(__file__).parents[2]
TABLES = sorted((ROOT / "tests" / "recipes" / "tables").glob("same_*.yaml"))
TERMS = Terms(service="embedded", realm="test", region="cn-beijing", bills=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in (*(ROOT / "tests" / "recipes" / "tables").glob("same_*.*"), TABLES[0].with_name("shot.yaml")):
        shutil.copy(path, tmp_path)
    for name in ("a.mp4", "b.mp4"):
        shutil.copy(ROOT / "recipes" / "media" / "portrait.mp4", tmp_path / name)
    return tmp_path


def test_every_form_of_a_table_has_the_same_plan(folder: Path) -> None:
    assert {path.stem for path in TABLES} >= {
        "same_gbk",
        "same_semicolons",
        "same_utf8",
        "same_xlsx",
        "same_libreoffice",
    }
    plans = []
    for path in TABLES:
        planned = plan_file(
            make_context(folder, {}), Asked(file=folder / path.name), TERMS, make_context(folder, {}).today, None
        )
        plans.append([(task.id, task.request, task.fingerprint) for task in planned.plan.tasks])
    assert [one[0].partition("/")[0] for one in plans[0]] == ["A1", "B2"]
    assert plans == [plans[0]] * len(plans)
