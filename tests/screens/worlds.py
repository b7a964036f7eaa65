"""What the screens show: a shop's campaign of 240 rows, 40 products in 3 styles and 2 languages."""

from collections.abc import Iterator
from itertools import product

from engine.plan import Basis, Plan, RowGiven, Terms, make_plan
from tests.worlds import BILLED, CATALOG, DAY, clip, recipe_of

PRODUCTS, STYLES, LANGUAGES = 40, ("watercolor", "claymation", "pencil sketch"), ("en", "zh")
SHOP = """\
recipe: 1
name: spot
version: "1.1.0"
inputs:
  clip: {type: video}
  style: {type: string}
  place: {type: string}
  language: {type: string}
defaults:
  wan2.7-videoedit: {resolution: 720P, prompt_extend: false}
steps:
  - id: restyle
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: "Convert to {{ inputs.style }}.", seed: 11}
  - id: relocate
    uses: wan2.7-videoedit
    with:
      video: ${{ steps.restyle.video }}
      prompt: |
        {% if inputs.language == 'zh' %}
        人物动作不变，将背景修改为{{ inputs.place }}。
        {% else %}
        Keep the movement. Replace the background with {{ inputs.place }}.
        {% endif %}
outputs:
  final: ${{ steps.relocate.video }}
"""


def shop(products: int = PRODUCTS, terms: Terms = BILLED, text: str = SHOP) -> Plan:
    """Return the plan of the campaign."""
    made = make_plan(recipe_of(text), list(_rows(products)), Basis(catalog=CATALOG, terms=terms, day=DAY))
    assert made.plan is not None, made.faults
    return made.plan


def _rows(products: int) -> Iterator[RowGiven]:
    for number, style, language in product(range(1, products + 1), STYLES, LANGUAGES):
        sku = f"茶叶{number:02}" if number % 2 else f"pot{number:02}"
        yield RowGiven(
            inputs={"clip": clip(), "style": style, "place": f"market {number % 4}", "language": language},
            media={}, places={}, key=f"{sku}+{style}+{language}", columns={"sku": sku},
            axes={"style": style, "language": language},
            name_of=lambda _, __, ext, sku=sku, style=style, language=language: f"{sku}/{style}-{language}.{ext}",
        )  # fmt: skip
