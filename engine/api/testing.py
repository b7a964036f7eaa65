"""Testing: the tests of recipe files are planned and held against what they expect; nothing is sent, no address is opened."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.api.context import Context
from engine.api.reading import read
from engine.api.row_reader import MediaResolver, RowReader
from engine.errors import AuthorError
from engine.language.values import MediaName
from engine.plan import Basis, Planned, Terms, Tested, differences, make_plan
from engine.recipe import Expected, Recipe, RecipeTest, named_media
from engine.report.testing import TriedFile, TriedTest
from engine.sources.kinds import looks_like_campaign
from engine.sources.media import ClosedWeb, MediaShelf, ProbedMedium
from engine.sources.recipes import choose, read_file
from engine.values.fault import Fault, fault, unknown_name
from engine.values.hints import nearest
from engine.values.media import Media, MediaFacts, MediaKind, UrlSource
from engine.values.place import Place


def try_tests(
    context: Context, paths: Sequence[Path], wanted: str = "", *, strict: bool = False
) -> Iterator[TriedFile]:
    """Run the tests of all recipes among the paths; with `wanted` only those whose name contains it.

    A file that holds mistakes gives these and no results; if it is `strict`, so does one that is only warned
    of. Campaigns have no tests and are passed over.
    """
    shelf = MediaShelf(context.catalog.signature_parameters, ClosedWeb())
    for path in choose(paths).files:
        try:
            data = read_file(path)
        except AuthorError as error:
            yield TriedFile(str(path), faults=(error.at(Place.point(str(path))),))
            continue
        if looks_like_campaign(data):
            continue
        checked = read(context, path, data)
        if checked.recipe is None or (strict and checked.faults):
            yield TriedFile(str(path), faults=checked.faults)
            continue
        bench = _Bench(context, checked.recipe, path, shelf)
        tests = (test for test in checked.recipe.tests if wanted.casefold() in test.name.text.casefold())
        yield TriedFile(str(path), tuple(TriedTest(test.name, bench.faults_of(test)) for test in tests))


@dataclass(frozen=True, slots=True)
class _StandInShelf:
    """Gives the described media of one test; everything else is found as it always is."""

    stand_ins: Mapping[str, MediaFacts]
    shelf: MediaResolver

    def expect(self, name: MediaName) -> None:
        """Look at nothing."""

    def resolve(self, name: MediaName, kind: MediaKind, base: Path) -> ProbedMedium:
        facts = self.stand_ins.get(name.text)
        if facts is None:
            return self.shelf.resolve(name, kind, base)
        return ProbedMedium(Media(source=UrlSource(name.text, name.text, "stand-in"), facts=facts))


@dataclass(frozen=True, slots=True)
class _Bench:
    """What the tests of one recipe are tried on."""

    context: Context
    recipe: Recipe
    path: Path
    shelf: MediaResolver

    def faults_of(self, test: RecipeTest) -> tuple[Fault, ...]:
        """Return everything that is not as the test expects."""
        terms = self._terms(test)
        if isinstance(terms, Fault):
            return (terms,)
        shelf = _StandInShelf(test.stand_ins, self.shelf)
        reader = RowReader(self.recipe.declared, named_media(self.recipe), shelf, self.context.cwd, self.path.parent)
        row = reader.row(reader.read(test.inputs))
        basis = Basis(catalog=self.context.catalog, terms=terms, day=self.context.today)
        planned = make_plan(self.recipe, [row], basis) if row is not None else Planned(None, ())
        found = (*reader.faults, *planned.faults)
        if test.expected.faults:
            return tuple(self._mistakes(test.expected, found))
        if row is None or planned.plan is None:
            return tuple(sorted(found, key=lambda one: one.place))

        def named(text: str, kind: MediaKind) -> Media | None:
            try:
                return self.shelf.resolve(MediaName(text), kind, self.path.parent).media
            except AuthorError:
                return None

        return differences(test.expected, Tested(planned.plan, row.inputs, self.context.catalog, named))

    def _terms(self, test: RecipeTest) -> Terms | Fault:
        services = self.context.catalog.services
        name = test.service.text if test.service is not None else self.context.catalog.default_service
        if name not in services:
            assert test.service is not None
            return unknown_name("unknown-service", test.service.place, name, services)
        return Terms(service=name, realm="test", region=services[name].region, bills=False)

    def _mistakes(self, expected: Expected, found: Sequence[Fault]) -> Iterator[Fault]:
        """Hold the mistakes that are found against those that are expected; those that nobody expects are told as they are."""
        table = self.context.messages.table
        keys = {row["code"]: key for key, row in table.items()}
        wanted = {keys.get(words.text, words.text): words for words in expected.faults}
        shown = ", ".join(dict.fromkeys(f"{table[one.key]['code']} {one.key}" for one in found)) or "-"
        for key, words in wanted.items():
            if key not in table:
                yield fault("test-unknown-fault", words.place, name=words.text, near=nearest(words.text, table))
            elif all(one.key != key for one in found):
                yield fault("test-fault-missing", words.place, name=words.text, found=shown)
        yield from (one for one in found if one.key not in wanted and one.severity == "error")
