"""The language of the command line, where there is no context yet: of help, and of what is wrong with the arguments."""

from pathlib import Path

from engine.errors import EngineError
from engine.phrases.messages import Messages
from engine.resources import load_json
from engine.settings import current_environment, language, read_settings


def messages_in(asked: str | None) -> Messages:
    """Return the words of a language; of None, those of the project's or the locale's."""
    return Messages(load_json("messages.json"), asked or _here())


def _here() -> str:
    environment = current_environment()
    try:
        return read_settings(Path.cwd(), environment).lang
    except EngineError:
        return language("", environment)
