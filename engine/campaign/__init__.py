"""Campaign: one recipe over many rows; its file becomes a checked model, its rows become inputs of the recipe (pure).

- `open_campaign(text, file, schemas)`: the document, and which recipe and rows it uses
- `check_campaign(opened, recipe) -> CheckedCampaign(campaign, faults)`; `read_campaign` does both
- `expand(campaign, recipe, rows)`: every row at every point of the matrix, good or with its faults
- `Scan(campaign, recipe, rows)`: the faults of the rows of a campaign that has faults itself
- `publish_name(...)` and `PublishedNames`: what results are called, and that no two are called the same
"""

from engine.campaign.cell import Cell, TableCell
from engine.campaign.check import CheckedCampaign, check_campaign, read_campaign
from engine.campaign.expand import Expanded, ExpandedRows, expand
from engine.campaign.file import CampaignFile, open_campaign
from engine.campaign.giving import is_written_out
from engine.campaign.keys import row_id
from engine.campaign.model import (
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
    faults_of_row,
)
from engine.campaign.published import PublishedNames, publish_name
from engine.campaign.scan import Scan
from engine.campaign.table_file import TableFile

__all__ = [
    "Campaign",
    "CampaignFile",
    "CampaignLimits",
    "CampaignRow",
    "Cell",
    "CheckedCampaign",
    "Expanded",
    "ExpandedRows",
    "InlineRows",
    "PublishedNames",
    "Row",
    "RowFaults",
    "Rows",
    "RowsSpec",
    "Scan",
    "Summary",
    "TableCell",
    "TableFaults",
    "TableFile",
    "check_campaign",
    "expand",
    "faults_of_row",
    "is_written_out",
    "open_campaign",
    "publish_name",
    "read_campaign",
    "row_id",
]
