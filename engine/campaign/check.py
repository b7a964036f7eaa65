"""Checking: a campaign's document and the recipe that it uses become a campaign, or all of its faults."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from engine.campaign.columns import Columns, check_header, check_listed, columns_lacking, filled, line_members
from engine.campaign.distinct import check_distinct
from engine.campaign.file import CampaignFile, open_campaign
from engine.campaign.giving import GivingReader
from engine.campaign.inline import inline_rows
from engine.campaign.matrix import axis, check_size, check_values, read_matrix
from engine.campaign.model import Campaign, CampaignLimits, Rows, RowsSpec
from engine.campaign.roots import ROW, campaign_names, names_of_results
from engine.campaign.templates import TemplateReader
from engine.language.names import Broken, Group, Names, where_holds
from engine.language.types import BOOLEAN
from engine.language.values import Constant, Removed, Scalar, Value
from engine.recipe.declared import Input
from engine.recipe.model import Output, Recipe
from engine.recipe.roots import group_of_inputs
from engine.recipe.value_reader import ValueReader
from engine.text.composed import composed
from engine.text.nodes import ListNode, MapNode, Node, ScalarNode, text_of
from engine.text.source import Source
from engine.values import hints
from engine.values.failure_limit import FailureLimit
from engine.values.fault import Fault, Faults
from engine.values.money import Money
from engine.values.place import Place


@dataclass(frozen=True, slots=True)
class CheckedCampaign:
    """A campaign and its faults in the order of their places; `campaign` is None exactly if one of them is an error.

    It is also None if the recipe isn't known: then the file is checked as far as it can be. `partial` is what could be
    read of it: good enough to scan its rows, not to expand them.
    """

    campaign: Campaign | None
    faults: tuple[Fault, ...]
    partial: Campaign | None = None


def read_campaign(text: str | bytes, file: str, recipe: Recipe | None, schemas: Mapping[str, Any]) -> CheckedCampaign:
    """Open a campaign file and check it."""
    return check_campaign(open_campaign(text, file, schemas), recipe)


def check_campaign(
    opened: CampaignFile, recipe: Recipe | None, columns: Collection[str] | None = None, table: Rows | None = None
) -> CheckedCampaign:
    """Check a campaign against the recipe that it uses, and against the columns of its table if they are known.

    The table itself is gone through only where an expression must know whether every row fills a column.
    """
    faults = Faults()
    for found in opened.faults:
        faults.put(found)
    if opened.root is None or opened.source is None:
        return CheckedCampaign(None, faults.sorted())
    warnings = Faults()
    builder = _Builder(opened, opened.root, opened.source, recipe, columns, table, faults, warnings)
    campaign = builder.campaign()
    if not len(faults) and recipe is not None:
        _check_known_table(campaign, recipe, faults, warnings)
    if len(faults) or recipe is None:
        return CheckedCampaign(None, faults.sorted(), campaign)
    return CheckedCampaign(campaign, warnings.sorted())


def _check_known_table(campaign: Campaign, recipe: Recipe, faults: Faults, warnings: Faults) -> None:
    """Hold the columns against the campaign where they are known before any file of rows is read."""
    if campaign.rows is not None and campaign.rows.inline is not None:
        check_header(campaign, recipe, campaign.rows.inline.columns, faults, warnings)
    elif campaign.rows is None:
        for name, declared in recipe.inputs.items():
            given = name in campaign.matrix or not isinstance(campaign.with_.get(name), Removed | None)
            if declared.required and not given:
                faults.add("campaign-input-missing", campaign.uses_place, name=name)


@dataclass(slots=True)
class _Builder:
    opened: CampaignFile
    root: MapNode
    source: Source
    recipe: Recipe | None
    columns: Collection[str] | None
    table: Rows | None
    faults: Faults
    warnings: Faults
    rows: RowsSpec | None = None
    _filled: frozenset[str] | None = None

    def campaign(self) -> Campaign:
        root = self.root
        rows = self.rows = self._rows(root.map("rows"))
        matrix = read_matrix(root.pairs("matrix"), self.faults)
        names = self._names(rows, matrix)
        self._check_into(rows)
        where = self._where(names)
        names = where_holds(where, names)
        with_ = self._with(names)
        publish = self._publish(names)
        limits = self._limits(root.map("limits"))
        campaign = Campaign(
            file=self.opened.file,
            digest=self.opened.digest,
            name=root.text("name"),
            description=root.text("description"),
            labels=MappingProxyType({key.text: text_of(value) for key, value in root.pairs("labels")}),
            period=root.text("period"),
            uses=self.opened.uses or "",
            uses_place=self.opened.uses_place,
            with_=MappingProxyType(with_),
            rows=rows,
            matrix=matrix,
            matrix_places=MappingProxyType({key.text: key.place for key, _ in root.pairs("matrix")}),
            where=where,
            limits=limits,
            limits_place=_place(root, "limits", self.opened.uses_place),
            publish=MappingProxyType(publish),
        )
        check_size(root.pairs("matrix"), campaign.combos, limits.max_tasks, self.faults)
        self._check_axes(campaign)
        check_distinct(campaign, self.faults)
        return campaign

    # what may be named

    def _names(self, rows: RowsSpec | None, matrix: Mapping[str, tuple[Scalar, ...]]) -> Names:
        known = self._known_columns(rows)
        if rows is not None and known is not None:
            check_listed(rows, known, self.faults)
        declared = self.recipe.inputs if self.recipe is not None else {}
        allowed = {name: one.limits.enum for name, one in declared.items()}
        axes = {name: axis(values, allowed.get(name, ())) for name, values in matrix.items()}
        return campaign_names(self._columns(rows, ()), Group(axes.get, axes, "unknown-axis", self._broken("matrix")))

    def _check_into(self, rows: RowsSpec | None) -> None:
        """Hold the input that lines are gathered into against the recipe: it is a list of maps that nothing else fills."""
        if rows is None or not rows.into or self.recipe is None:
            return
        place, name = rows.into_place or rows.place, rows.into
        if name not in self.recipe.inputs:
            self.faults.unknown("input-unknown", place, name, self.recipe.inputs)
        elif not line_members(rows, self.recipe):
            known = self.recipe.inputs[name].type
            maps = [one for one, declared in self.recipe.inputs.items() if declared.members]
            self.faults.add("into-not-maps", place, name=name, type=str(known), known=hints.listed(maps))
        for group in ("with", "matrix"):
            key = next((key for key, _ in self.root.pairs(group) if key.text == name), None)
            if key is not None:
                self.faults.add("into-given-twice", key.place, name=name)

    def _known_columns(self, rows: RowsSpec | None) -> Collection[str] | None:
        return rows.inline.columns if rows is not None and rows.inline is not None else self.columns

    def _columns(self, rows: RowsSpec | None, full: Collection[str]) -> Group:
        """Return the root of the columns, of which some are in every row."""
        taken = frozenset(name for group in ("with", "matrix") for name in self.root.keys(group))
        known = self._known_columns(rows)
        columns = Columns(self.recipe, rows, taken, known, full)
        return Group(columns.find, known or (), "unknown-column", self._broken("rows"))

    def _broken(self, name: str) -> Broken:
        """Return what is broken under a key: everything, if something else than a map stands there."""
        return Broken(whole=self.root.is_no_map(name))

    # what the file gives

    def _rows(self, node: MapNode | None) -> RowsSpec | None:
        if node is None:
            return None
        written = node.get("list")
        inline = inline_rows(written, self.faults) if isinstance(written, ListNode) else None
        for place in _repeated(node.members("key")):
            self.faults.add("repeated-item", place, name="key")
        into = node.get("into")
        return RowsSpec(
            place=_place(self.root, "rows", node.place),
            file=self.opened.table,
            inline=inline,
            key=_named_places(node.members("key")),
            ignore=_named_places(node.members("ignore")),
            into=node.text("into"),
            into_place=into.place if into is not None else None,
        )

    def _with(self, names: Names) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key, node in self.root.pairs("with"):
            declared = self.recipe.inputs.get(key.text) if self.recipe is not None else None
            found[key.text] = self._read(names, partial(self._given, node, declared))
            if self.recipe is not None and declared is None:
                self.faults.unknown("input-unknown", key.place, key.text, self.recipe.inputs)
        if self.recipe is not None:
            check_values(self.root.pairs("matrix"), self.recipe, found, self.faults)
        return found

    def _given(self, node: Node, declared: Input | None, names: Names, faults: Faults) -> Value:
        giving = GivingReader(ValueReader(self.source, faults, self.warnings), names, faults)
        return giving.unchecked(node) if declared is None else giving.given(node, declared)

    def _where(self, names: Names) -> Value | None:
        node = self.root.scalar("where")
        if node is None or node.value is None:
            return None
        return self._read(names, partial(self._condition, node))

    def _condition(self, node: ScalarNode, names: Names, faults: Faults) -> Value:
        reader = ValueReader(self.source, faults, self.warnings)
        if "${{" not in node.text:
            return reader.structure(node, BOOLEAN, names)
        tree = reader.condition_tree(node)
        return Constant(node.text, node.place) if tree is None else reader.condition(node, tree, names)

    def _publish(self, names: Names) -> dict[str, Value]:
        found: dict[str, Value] = {}
        inputs = self.recipe.inputs if self.recipe is not None else {}
        names = names_of_results(names, group_of_inputs(inputs, Broken(whole=self.recipe is None)))
        for key, node in self.root.pairs("publish"):
            output = self.recipe.outputs.get(key.text) if self.recipe is not None else None
            if self.recipe is not None and output is None:
                outputs = self.recipe.outputs
                near = hints.near(key.text, outputs) or (next(iter(outputs)) if len(outputs) == 1 else None)
                self.faults.unknown("publish-unknown-output", key.place, key.text, outputs, near=near)
            found[key.text] = self._read(names, partial(self._template, node, key.text, output))
        return found

    def _template(self, node: Node, name: str, output: Output | None, names: Names, faults: Faults) -> Value:
        reader = ValueReader(self.source, faults, self.warnings)
        return TemplateReader(reader, names, faults).template(node, name, output)

    def _read(self, names: Names, read: Callable[[Names, Faults], Value]) -> Value:
        """Read a value; where a cell may be absent that every row of the table fills, read it once more, knowing that."""
        faults = Faults()
        value = read(names, faults)
        lacking = columns_lacking(faults.sorted())
        full = lacking & self._full() if lacking else frozenset()
        if full:
            faults = Faults()
            value = read(names.with_roots({ROW: self._columns(self.rows, full)}), faults)
        for one in faults.sorted():
            self.faults.put(one)
        return value

    def _full(self) -> frozenset[str]:
        """Go through the table, once, for the columns that every row fills."""
        if self._filled is None:
            table = self.rows.inline if self.rows is not None and self.rows.inline is not None else self.table
            self._filled = filled(table) if table is not None else frozenset()
        return self._filled

    def _limits(self, node: MapNode | None) -> CampaignLimits:
        if node is None:
            return CampaignLimits()
        cost, text = None, node.scalar("max_cost")
        if text is not None and isinstance(text.value, str):
            try:
                cost = Money.parse(text.text)
            except ValueError:
                self.faults.add("money-syntax", text.place, text=text.text, currency="CNY")
        return CampaignLimits(
            max_cost=cost,
            max_cost_place=text.place if text is not None else None,
            max_running=node.whole("max_running"),
            max_failures=_failure_limit(node.scalar("max_failures")),
            max_tasks=node.whole("max_tasks"),
        )

    def _check_axes(self, campaign: Campaign) -> None:
        """Warn of an axis that changes nothing; one whose name is near an input's was meant for it."""
        if self.recipe is None:
            return
        for name, place in campaign.matrix_places.items():
            if name in campaign.axes_read or (name in self.recipe.inputs and name not in campaign.with_):
                continue
            near = hints.near(name, self.recipe.inputs) if name not in self.recipe.inputs else None
            if near is not None:
                self.faults.add("axis-near-input", place, name=name, near=near)
            else:
                self.warnings.add("axis-unread", place, name=name)


def _failure_limit(node: ScalarNode | None) -> FailureLimit | None:
    """Read a limit as far as the file's shape lets it through."""
    try:
        return FailureLimit.parse(node.value) if node is not None and isinstance(node.value, int | str) else None
    except ValueError:
        return None


def _named_places(names: Iterable[Node]) -> Mapping[str, Place]:
    found: dict[str, Place] = {}
    for name in names:
        found.setdefault(composed(text_of(name)), name.place)
    return MappingProxyType(found)


def _repeated(names: Iterable[Node]) -> Iterator[Place]:
    """Yield the places of names that stand there already."""
    seen: set[str] = set()
    for name in names:
        if text_of(name) in seen:
            yield name.place
        seen.add(text_of(name))


def _place(root: MapNode, name: str, otherwise: Place) -> Place:
    key = root.key(name)
    return key.place if key is not None else otherwise
