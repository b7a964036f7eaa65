"""Disk: what kind of file system a folder lies on, and how much room it has."""

import shutil
from pathlib import Path
from typing import Final

_MOUNTS: Final = Path("/proc/self/mounts")
REMOTE: Final = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "gpfs", "beegfs", "fuse.sshfs",
        "fuse.s3fs", "fuse.gcsfuse", "fuse.ossfs", "fuse.rclone", "fuse.juicefs", "davfs",
    }
)  # fmt: skip
"""Kinds whose locks and commits are not those of a disk of this machine."""


def room_of(folder: Path) -> int:
    """Return how many bytes may still be written there; raises OSError."""
    return shutil.disk_usage(folder).free


def kind_of(folder: Path, mounts: Path = _MOUNTS) -> str:
    """Return the name of the file system that a folder lies on, as Linux calls it; "" where the system doesn't tell."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    here, found = folder.resolve(), ("", "")
    for line in lines:
        _, place, kind, *_ = [*line.split(" "), "", ""]
        place = place.replace("\\040", " ")
        if here.is_relative_to(place) and len(place) >= len(found[0]):
            found = (place, kind)
    return found[1]
