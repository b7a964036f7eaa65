"""Artifacts: bytes by digest, and the names under which people find them."""

from engine.store.files.publish import Destination, FolderPublisher, PublishedFiles
from engine.store.files.store import FolderStore

__all__ = ["Destination", "FolderPublisher", "FolderStore", "PublishedFiles"]
