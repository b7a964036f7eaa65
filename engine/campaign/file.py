"""File: the text of a campaign becomes a document of the right shape; which recipe it uses is known then."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.campaign.table_file import TableFile, table_file
from engine.shape.check import check_shape
from engine.shape.growth import needs_newer
from engine.text.compose import compose
from engine.text.nodes import MapNode, Node, text_of
from engine.text.source import Source, source_of
from engine.values.canonical import digest_of
from engine.values.fault import Fault, Faults
from engine.values.place import Place

_SUFFIXES: Final = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class CampaignFile:
    """A campaign file that was opened: what must be read besides it, before it can be checked.

    `uses` is the path of its recipe, relative to the campaign's folder, and `table` the file of its rows; None if the file
    doesn't say. `root` is None if the file can't be read at all.
    """

    file: str
    digest: str
    source: Source | None
    root: MapNode | None
    uses: str | None
    uses_place: Place
    table: TableFile | None
    faults: tuple[Fault, ...]


def open_campaign(text: str | bytes, file: str, schemas: Mapping[str, Any]) -> CampaignFile:
    """Read a campaign's document; `schemas` must hold "campaign.schema.json"."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    digest, start = digest_of(data), Place.point(file)
    source = source_of(text, file)
    if isinstance(source, Fault):
        return CampaignFile(file, digest, None, None, None, start, None, (source,))
    faults = Faults()
    root = compose(source, faults)
    if root is not None and not isinstance(root, MapNode):
        faults.add("not-a-campaign", root.place)
    if not isinstance(root, MapNode) or needs_newer(root, faults):
        return CampaignFile(file, digest, source, None, None, start, None, faults.sorted())
    shape = check_shape(root, {"recipe.schema.json": schemas["campaign.schema.json"]}, faults)
    root = shape.root
    _check_sources(root, faults)
    shape.must_be_told(faults, file, "campaign.schema.json")
    uses, rows = root.get("uses"), root.map("rows")
    table = table_file(rows, faults) if rows is not None else None
    return CampaignFile(
        file=file,
        digest=digest,
        source=source,
        root=root,
        uses=_path(uses, faults),
        uses_place=uses.place if uses else start,
        table=table,
        faults=faults.sorted(),
    )


def _path(uses: Node | None, faults: Faults) -> str | None:
    text = text_of(uses)
    if uses is None or not text:
        return None
    if not text.lower().endswith(_SUFFIXES) or "{{" in text:
        faults.add("campaign-uses", uses.place, name=text)
        return None
    return text


def _check_sources(root: MapNode, faults: Faults) -> None:
    """Demand rows or a matrix, and of rows one source."""
    rows = root.map("rows")
    if root.get("rows") is None and root.get("matrix") is None:
        faults.add("missing-key", _start(root), name="rows", example="rows: {file: rows.csv, key: [id]}")
    if rows is None:
        return
    file, written = rows.key("file"), rows.key("list")
    if file is not None and written is not None:
        faults.add("rows-two-sources", written.place)
    key = root.key("rows")
    if file is None and written is None and key is not None:
        faults.add("missing-key", key.place, name="file / list", example="file: rows.csv")


def _start(root: MapNode) -> Place:
    return root.entries[0][0].place if root.entries else root.place
