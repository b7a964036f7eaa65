"""The contact sheet knows every effect by an instruction that asks for it and nothing else."""

from engine.emulator.draft.catalogue import MAKERS
from engine.emulator.draft.language.instruction import parse
from tests.emulator.draft.sheet import DOCS, MEDIA, PROMPTS, SHAPES, sheet

_ONLY_WITH_OTHERS = {"snowy", "misty"}


def test_every_effect_has_its_instruction() -> None:
    assert set(PROMPTS) == set(MAKERS) - _ONLY_WITH_OTHERS
    for kind, prompt in PROMPTS.items():
        instruction = parse(prompt, int("picture" in prompt))
        assert [op.kind for op in instruction.ops] == [kind]


def test_the_sheet_of_the_docs_is_small() -> None:
    assert DOCS.stat().st_size <= 300_000


def test_a_row_of_the_sheet_shows_an_effect_in_three_shapes() -> None:
    drawn = sheet(MEDIA / "portrait.mp4", ["blackwhite"], 1, 0.1)
    assert len(SHAPES) == 3
    assert drawn.shape[0] > 96
    assert (drawn.max(0).max(-1) - drawn.min(0).min(-1) > 60).mean() > 0.9
