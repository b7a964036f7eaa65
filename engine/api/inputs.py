"""Inputs: what the command line and an inputs file give for one recipe."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.api.context import Context
from engine.recipe import Given
from engine.sources.inputs import INPUTS, from_arguments, from_file, from_values
from engine.values.fault import Fault


@dataclass(frozen=True, slots=True)
class GivenInputs:
    """Inputs by name, and the faults of what could not be read."""

    by_name: Mapping[str, Given]
    faults: tuple[Fault, ...] = ()


def read_inputs(
    context: Context, arguments: Sequence[str], inputs_file: Path | None, values: Mapping[str, object] | None = None
) -> GivenInputs:
    """Read `-i` arguments, or values in their place, which replace what the inputs file gives.

    Raises AuthorError if there is no such file.
    """
    read = from_arguments(arguments) if values is None else from_values(values)
    context.texts[INPUTS] = read.text
    if inputs_file is None:
        return GivenInputs(read.given, read.faults)
    file = from_file(inputs_file)
    context.texts[str(inputs_file)] = file.text
    return GivenInputs({**file.given, **read.given}, (*file.faults, *read.faults))
