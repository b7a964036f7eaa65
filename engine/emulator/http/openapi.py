"""Openapi: what the emulator serves, as an OpenAPI 3.1 document made from the models and the shapes of its answers (pure)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from engine.emulator.rules.model import Field, MediaRule, Model
from engine.emulator.rules.places import put
from engine.emulator.state.record import FILTERS
from engine.emulator.state.states import State
from engine.version import __version__

Json = dict[str, Any]

PATH: Final = "/openapi.json"
_API: Final = "/api/v1"
_TEXT: Final[Json] = {"type": "string"}
_WHOLE: Final[Json] = {"type": "integer"}
_SECONDS: Final[Json] = {"type": "number", "minimum": 0}
_JSON: Final = "application/json"
_XML: Final = "application/xml"
_TIME: Final[Json] = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$"}
_LIST_TIME: Final[Json] = {"type": "string", "pattern": r"^\d{14}$"}
_REFUSALS: Final = {
    "400": "The request is not as documented.",
    "401": "There is no key, or one that is not good here.",
    "403": "The caller may not do that, or calls by a foreign name.",
    "404": "There is no such workspace.",
    "429": "Too many requests.",
}
_STORAGE: Final = {
    "400": "The form or the request is not as the storage wants it.",
    "403": "The link, the policy or the name that was called is not good.",
}


def document(models: Iterable[Model]) -> Json:
    """Return the document; a model that is not in it is unknown to the emulator."""
    known = list(models)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "editchain emulator",
            "version": __version__,
            "description": "DashScope's part for video edits, on this machine. A scenario may make it answer anything else.",
        },
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(known),
        },
        "paths": {**_pages(), **_jobs(known), **_uploads()},
    }


def _pages() -> Json:
    page = {"text/html": {"schema": _TEXT}, "text/plain": {"schema": _TEXT}}
    foreign = {"403": _refusal(_REFUSALS["403"])}
    return {
        "/": {"get": _operation("A page for people.", {"200": _answer("The page.", page), **foreign}, key=False)},
        PATH: {
            "get": _operation(
                "This document.",
                {"200": _answer("The document.", {_JSON: {"schema": {"type": "object"}}}), **foreign},
                key=False,
            )
        },
    }


def _jobs(models: Iterable[Model]) -> Json:
    by_path: dict[str, list[Model]] = {}
    for model in models:
        by_path.setdefault(_API + model.endpoint, []).append(model)
    posts = {path: {"post": _submit(those)} for path, those in by_path.items()}
    id_of_job = _parameter("id", "path", _TEXT, required=True)
    times = [_parameter(name, "query", _LIST_TIME) for name in ("start_time", "end_time")]
    pages = [_parameter(name, "query", {"type": "integer", "minimum": 1}) for name in ("page_no", "page_size")]
    filters = [_parameter(name, "query", _TEXT) for name in FILTERS]
    return {
        **posts,
        _API + "/tasks": {"get": _operation("The jobs of a day.", _told("Page"), [*times, *pages, *filters])},
        _API + "/tasks/{id}": {"get": _operation("One job.", _told("Task"), [id_of_job])},
        _API + "/tasks/{id}/cancel": {"post": _operation("Cancel a job that waits.", _told("Done"), [id_of_job])},
        _API + "/tokens": {
            "post": _operation(
                "A key for half an hour at most.",
                _told("Token"),
                [_parameter("expire_in_seconds", "query", {"type": "integer", "minimum": 1, "maximum": 1800})],
            )
        },
    }


def _submit(models: Iterable[Model]) -> Json:
    headers = [
        _parameter("X-DashScope-Async", "header", {"enum": ["enable"]}, required=True),
        _parameter("X-DashScope-OssResourceResolve", "header", {"enum": ["enable"]}),
        _parameter("X-DashScope-WorkSpace", "header", _TEXT),
    ]
    body: Json = {"anyOf": [_reference(_body_name(model)) for model in models]}
    return _operation("Ask for an edit.", _told("Created"), headers) | {
        "requestBody": {"required": True, "content": {_JSON: {"schema": body}}}
    }


def _uploads() -> Json:
    policy = [
        _parameter("action", "query", {"enum": ["getPolicy"]}, required=True),
        _parameter("model", "query", {"type": "string", "minLength": 1}, required=True),
    ]
    names = ("OSSAccessKeyId", "Signature", "policy", "key", "x-oss-object-acl", "x-oss-forbid-overwrite")
    form: Json = {
        "type": "object",
        "required": [*names, "file"],
        "properties": {**dict.fromkeys(names, _TEXT), "file": {"type": "string", "format": "binary"}},
    }
    stored = {code: {"description": "The file is kept."} for code in ("200", "201", "204")}
    refused = _storage({**_STORAGE, "409": "There is such a file already.", "411": "The length is missing."})
    link = [
        _parameter("name", "path", {"type": "string", "pattern": "^[0-9a-f-]{1,40}[.]mp4$"}, required=True),
        _parameter("Expires", "query", _WHOLE, required=True),
        _parameter("OSSAccessKeyId", "query", _TEXT, required=True),
        _parameter("Signature", "query", _TEXT, required=True),
    ]
    clip = {"video/mp4": {"schema": {"type": "string", "format": "binary"}}}
    gone = {"404": "There is no such result.", "416": "There is no such part."}
    return {
        _API + "/uploads": {"get": _operation("What an upload needs.", _told("Policy"), policy)},
        "/oss": {
            "post": _operation("Upload a file.", {**stored, **refused}, key=False)
            | {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": form}}}}
        },
        "/results/{name}": {
            "get": _operation(
                "A result, by its signed link.",
                {"200": _answer("The clip.", clip), "206": _answer("A part.", clip), **_storage({**_STORAGE, **gone})},
                link,
                key=False,
            )
        },
    }


def _schemas(models: Iterable[Model]) -> Json:
    known = list(models)
    job: Json = {"task_id": _TEXT, "task_status": {"enum": [state.value for state in State]}}
    results: Json = {model.result_path.split(".")[1]: {} for model in known}
    times = dict.fromkeys(("submit_time", "scheduled_time", "end_time"), _TIME)
    ended = dict.fromkeys(("orig_prompt", "code", "message"), _TEXT)
    usage: Json = {}
    for model in known:
        for part, place in model.usage.items():
            put(usage, place, {"type": ["integer", "string"]} if part == "tier" else _SECONDS)
    return {
        "Refusal": _record({"code": _TEXT, "message": _TEXT, "request_id": _TEXT}),
        "Done": _record({"request_id": _TEXT}),
        "Created": _record({"request_id": _TEXT, "output": _record(job)}),
        "Task": _record(
            {"request_id": _TEXT, "output": _record(job, {**times, **ended, **results, "editchain": _own()})},
            {"usage": _record({"video_count": _WHOLE}, _nested(usage))},
        ),
        "Page": _record(
            {"request_id": _TEXT, **dict.fromkeys(("total", "total_page", "page_no", "page_size"), _WHOLE)}
            | {"data": {"type": "array", "items": _line()}}
        ),
        "Policy": _record({"request_id": _TEXT, "data": {"type": "object", "required": ["policy", "upload_host"]}}),
        "Token": _record({"token": {"type": "string", "pattern": "^st-"}, "expires_at": _WHOLE}),
        **{_body_name(model): _body(model) for model in known},
    }  # fmt: skip


def _own() -> Json:
    return {
        "type": "object",
        "description": "The emulator's own: which renderer, what it did, its remarks, its share done.",
        "required": ["renderer", "performed", "progress", "notes", "operations"],
    }


def _line() -> Json:
    texts = ("task_id", "status", "model_name", "region", "request_id", "api_key_id", "caller_parent_id", "caller_uid")
    return _record(
        {**dict.fromkeys((*texts, "user_api_unique_key"), _TEXT), "gmt_create": _WHOLE},
        dict.fromkeys(("start_time", "end_time"), _WHOLE),
    )


def _nested(tree: Mapping[str, Any]) -> Json:
    """Return the properties of a tree whose leaves are schemas."""
    leaves = {"type", "enum", "anyOf", "const"}
    return {
        name: part if leaves & part.keys() else {"type": "object", "properties": _nested(part)}
        for name, part in tree.items()
    }


def _body(model: Model) -> Json:
    """Return what a request for a model looks like; other members are taken and noted."""
    tree: Json = {"model": {"enum": sorted(set(model.sent_names.values()))}, "input": {}, "parameters": {}}
    for place, value in model.fixed.items():
        put(tree, place, {"const": value})
    for field in model.fields:
        put(tree, field.place, _value(field))
    listed: dict[str, list[MediaRule]] = {}
    for rule in model.media.values():
        if rule.media_type is None:
            url: Json = {"type": "string", "format": "uri"}
            put(tree, rule.place, {"type": "array", "maxItems": rule.most, "items": url} if rule.many else url)
        else:
            listed.setdefault(rule.place, []).append(rule)
    for place, rules in listed.items():
        item = _record({"type": {"enum": [rule.type for rule in rules]}, "url": {"type": "string", "format": "uri"}})
        put(tree, place, {"type": "array", "items": item})
    return {"type": "object", "title": model.name, "required": ["model", "input"], "properties": _nested(tree)}


def _value(field: Field) -> Json:
    found: Json = {"type": field.type}
    if field.enum:
        found["enum"] = list(field.enum)
    bounds = {"minimum": field.minimum, "maximum": field.maximum}
    held = {name: _number(bound) for name, bound in bounds.items() if bound is not None}
    others = [number for number in (*field.left_out, field.auto) if number is not None]
    if held and others:
        return {"anyOf": [found | held, {"enum": others}]}
    return found | held


def _number(bound: int | Decimal) -> int | float:
    """Return a bound as JSON writes it: the shortest digits of a float are those of the few that a bound has."""
    return int(bound) if bound == int(bound) else float(bound)


def _record(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> Json:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


def _operation(summary: str, answers: Json, parameters: Iterable[Json] = (), *, key: bool = True) -> Json:
    found: Json = {"summary": summary, "responses": answers, "parameters": list(parameters)}
    return {**found, "security": [{"key": []}]} if key else found


def _parameter(name: str, place: str, schema: Json, *, required: bool = False) -> Json:
    return {"name": name, "in": place, "required": required, "schema": schema}


def _told(name: str) -> Json:
    """Return the answers of an operation of the service."""
    fine = _answer("Done.", {_JSON: {"schema": _reference(name)}})
    return {"200": fine, **{status: _refusal(said) for status, said in _REFUSALS.items()}}


def _refusal(said: str) -> Json:
    return _answer(said, {_JSON: {"schema": _reference("Refusal")}})


def _storage(said: Mapping[str, str]) -> Json:
    """Return refusals of the storage, which speaks XML; whoever calls by a foreign name hears JSON."""
    own: Json = {_XML: {"schema": {}}, _JSON: {"schema": _reference("Refusal")}}
    return {status: _answer(words, own) for status, words in said.items()}


def _answer(said: str, content: Json) -> Json:
    header = {"X-Editchain-Emulator": {"description": "What answered.", "required": True, "schema": _TEXT}}
    return {"description": said, "headers": header, "content": content}


def _reference(name: str) -> Json:
    return {"$ref": "#/components/schemas/" + name}


def _body_name(model: Model) -> str:
    return "Body." + model.name.replace("/", "_")
