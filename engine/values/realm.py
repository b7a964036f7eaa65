"""Realms: whose results these are; those of a service that declares itself an emulator have realms of their own."""

from typing import Final

_EMULATORS: Final = "draft:"


def realm_of_emulator(renderer: str, options: str) -> str:
    """Return the realm of an emulator's results, by the version of what it draws and by what else changes a result."""
    return f"{_EMULATORS}{renderer}:{options}"


def is_of_emulator(realm: str) -> bool:
    """Tell whether results of a realm are an emulator's; every other realm is a service's, or the origin of a host."""
    return realm.startswith(_EMULATORS)
