"""Campaign: one recipe over many rows; its file becomes a checked model, its rows become inputs of the recipe (pure).

- `open_campaign(text, file, schemas)`: the document, and which recipe and rows it uses
- `check_campaign(opened, recipe) -> CheckedCampaign(campaign, faults)`; `read_campaign` does both
- `expand(campaign, recipe, rows)`: every row at every point of the matrix, good or with its faults
- `publish_name(...)` and `PublishedNames`: what results are called, and that no two are called the same
"""

from engine.recipe.campaign.check import CheckedCampaign, check_campaign, read_campaign
from engine.recipe.campaign.expand import Expanded, Expansion, expand
from engine.recipe.campaign.file import CampaignFile, open_campaign
from engine.recipe.campaign.keys import row_id
from engine.recipe.campaign.model import (
    Campaign,
    CampaignLimits,
    CampaignRow,
    InlineRows,
    Row,
    RowFaults,
    Rows,
    RowsSpec,
    Summary,
    TableFaults,
)
from engine.recipe.campaign.published import PublishedNames, publish_name

__all__ = [
    "Campaign",
    "CampaignFile",
    "CampaignLimits",
    "CampaignRow",
    "CheckedCampaign",
    "Expanded",
    "Expansion",
    "InlineRows",
    "PublishedNames",
    "Row",
    "RowFaults",
    "Rows",
    "RowsSpec",
    "Summary",
    "TableFaults",
    "check_campaign",
    "expand",
    "open_campaign",
    "publish_name",
    "read_campaign",
    "row_id",
]
