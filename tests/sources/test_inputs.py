import pytest

from engine.errors import AuthorError
from engine.recipe import Json
from engine.sources.inputs import from_arguments, from_file


@pytest.mark.parametrize("argument", ["clip=", "clip=a", "n=雪 x", " n = 1", "a=b=c", "a=x\ny\r\nz"])
def test_the_place_of_a_value_is_that_in_the_text_of_arguments(argument):
    given, text = from_arguments(["first=1", argument])
    name, _, value = argument.partition("=")
    place = given[name.strip()].place
    line = text.split("\n")[place.line - 1]

    assert place.line == place.end_line == 2
    assert line[place.column - 1 : place.end_column - 1] == value.replace("\n", " ").replace("\r", " ")
    assert len(text.splitlines()) == 2


@pytest.mark.parametrize("argument", ["clip", "=a", ""])
def test_an_argument_without_a_name_or_a_value_is_refused(argument):
    with pytest.raises(AuthorError, match="input-syntax"):
        from_arguments([argument])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{",
        b'{"n": ' + b"9" * 5000 + b"}",
        b'{"n": 1e999}',
        b'{"n": 1e999999999999999999999}',
        b'{"n": NaN}',
        b'{"n": 1, "n": 2}',
        b'{"n": ' + b"[" * 100_000,
        b'{"n": "\xff"}',
    ],
)
def test_a_file_that_is_no_object_of_inputs_is_refused(tmp_path, data):
    path = tmp_path / "inputs.json"
    path.write_bytes(data)
    with pytest.raises(AuthorError, match="inputs-file"):
        from_file(path)


def test_fractions_of_a_file_are_exact(tmp_path):
    path = tmp_path / "inputs.json"
    path.write_bytes(b'\xef\xbb\xbf{"f": 0.1, "t": "x", "no": null}')
    found = {name: entry.value for name, entry in from_file(path).items() if isinstance(entry, Json)}
    assert {name: str(value) for name, value in found.items()} == {"f": "0.1", "t": "x", "no": "None"}
