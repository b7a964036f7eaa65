import pytest

from engine.recipe import Json
from engine.sources.inputs import from_arguments, from_file


@pytest.mark.parametrize("argument", ["clip=", "clip=a", "n=雪 x", " n = 1", "a=b=c", "a=x\ny\r\nz"])
def test_the_place_of_a_value_is_that_in_the_text_of_arguments(argument):
    read = from_arguments(["first=1", argument])
    name, _, value = argument.partition("=")
    place = read.given[name.strip()].place
    line = read.text.split("\n")[place.line - 1]

    assert place.line == place.end_line == 2
    assert line[place.column - 1 : place.end_column - 1] == value.replace("\n", " ").replace("\r", " ")
    assert len(read.text.splitlines()) == 2


@pytest.mark.parametrize("argument", ["clip", "=a", ""])
def test_an_argument_without_a_name_or_a_value_is_refused(argument):
    read = from_arguments(["first=1", argument])
    assert [(fault.key, fault.place.line) for fault in read.faults] == [("input-syntax", 2)]
    assert list(read.given) == ["first"]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "inputs-not-json"),
        (b"[]", "inputs-not-object"),
        (b"{", "inputs-not-json"),
        (b'{"n": ' + b"9" * 5000 + b"}", "inputs-not-json"),
        (b'{"n": 1e999}', "inputs-not-json"),
        (b'{"n": 1e999999999999999999999}', "inputs-not-json"),
        (b'{"n": NaN}', "inputs-not-json"),
        (b'{"n": 1, "n": 2}', "yaml-duplicate-key"),
        (b'{"n": {"a": 1, "a": 2}}', "inputs-not-json"),
        (b'{"n": ' + b"[" * 100_000, "inputs-not-json"),
        (b'{"n": "\xff"}', "file-not-utf8"),
    ],
)
def test_a_file_that_is_no_object_of_inputs_is_refused_where_it_is_wrong(tmp_path, data, key):
    path = tmp_path / "inputs.json"
    path.write_bytes(data)
    read = from_file(path)
    assert [fault.key for fault in read.faults] == [key]
    assert read.given == {}
    assert all(fault.place.file == str(path) for fault in read.faults)


def test_fractions_of_a_file_are_exact(tmp_path):
    path = tmp_path / "inputs.json"
    path.write_bytes(b'\xef\xbb\xbf{"f": 0.1, "t": "x", "no": null}')
    found = {name: entry.value for name, entry in from_file(path).given.items() if isinstance(entry, Json)}
    assert {name: str(value) for name, value in found.items()} == {"f": "0.1", "t": "x", "no": "None"}
