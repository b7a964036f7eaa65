"""Outputs: what a row publishes: every medium that an output may be, and the name under which it then stands."""

from collections.abc import Callable, Iterable, Iterator

from engine.errors import FaultsFound
from engine.language.bindings import Bindings, Keyed
from engine.language.evaluate import evaluate
from engine.plan.media import is_address, reference_of
from engine.plan.model import OutputChoice, OutputMember, PlannedOutput
from engine.recipe import Output
from engine.values.fault import fault
from engine.values.media import DataSource, Media
from engine.values.names import unescaped

NameOf = Callable[[str, str, str], str]
"""Names a file by output, key as it stands in ids, and ending; raises FaultsFound."""


def planned_outputs(outputs: Iterable[Output], bindings: Bindings, name_of: NameOf) -> Iterator[PlannedOutput]:
    """Yield the outputs in their order; raises FaultsFound for what can't be published."""
    for output in outputs:
        value = evaluate(output.value, bindings)
        keyed = value.members if isinstance(value, Keyed) else (("", value),)
        members = tuple(_member(output, key, item, name_of) for key, item in keyed if isinstance(item, Media))
        yield PlannedOutput(output.name, members, isinstance(value, Keyed))


def _member(output: Output, key: str, media: Media, name_of: NameOf) -> OutputMember:
    """Return a medium with those that may come instead; two with one ending have one name."""
    files: dict[str, str] = {}
    choices = []
    for one in (media, *media.instead):
        if isinstance(one.source, DataSource) or is_address(one):
            raise FaultsFound([fault("output-is-address", output.place, name=output.name, address=reference_of(one))])
        ending = one.facts.format or "mp4"
        files[ending] = files.get(ending) or name_of(output.name, key, ending)
        choices.append(OutputChoice(one, files[ending]))
    return OutputMember(unescaped(key), tuple(choices))
