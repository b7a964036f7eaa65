"""Embedded: a report as one file that needs nothing beside it, with what of its media there is room for."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from engine.phrases.messages import Messages
from engine.phrases.pages import LEFT_OUT
from engine.report.pages.environment import Sources, environment_of, joined, script_of
from engine.report.pages.groups import causes_of, counts_of, grid_data, grid_of
from engine.report.pages.looks import ShownLook
from engine.report.pages.overview import Overview, ShownRow
from engine.report.pages.policy import policy_of
from engine.version import __version__

MOST_BYTES: Final = 20_000_000
"""What most mail servers take: attachments of 20 MB, their own encoding not counted."""
_ROW_BYTES: Final = 1_500
"""So much the words of a row take, and more than they do in most."""
_FIXED_BYTES: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedMedia:
    """What one file carries, by digest: stills, and of those that move small clips; `sides` are those of the stills."""

    stills: Mapping[str, bytes]
    clips: Mapping[str, bytes]
    sides: Mapping[str, tuple[int, int]]


def room_for(overview: Overview) -> int:
    """Return how many bytes of media a file has room for beside the words of its rows."""
    words = sum(_ROW_BYTES + 8 * len(row.key) for row in overview.rows)
    return max(0, (MOST_BYTES - _FIXED_BYTES - words) * 3 // 4)


def fitting(sizes: Sequence[tuple[str, int]], room: int) -> tuple[list[str], int]:
    """Return what fits into so many bytes, in this order, and how many are left; what is too big is passed over."""
    chosen = list[str]()
    for name, size in sizes:
        if size <= room:
            chosen.append(name)
            room -= size
    return chosen, room


def embedded_page(overview: Overview, media: CarriedMedia, sources: Sources, messages: Messages) -> str:
    """Return the one page: the matrix, what is not done, money, names with checksums; it may load nothing at all."""
    environment, grid = environment_of(sources, messages), grid_of(overview.rows)
    style = f"{joined(sources, '.css')}\n#grid {{ --across: {len(grid.heads)} }}\n"
    script = script_of(sources)
    policy = policy_of(style, script, "img-src data:; media-src blob:")
    shown = list(dict.fromkeys(row.result for row in overview.rows if row.result is not None))
    still = sum(digest not in media.clips for digest in shown)
    blank = sum(digest not in media.stills for digest in shown)
    looks = dict(_looks(media))
    return environment.get_template("embed.html").render(
        overview=overview,
        looks=looks,
        lines=grid_data(grid, looks, messages, embedded=True),
        made_by=__version__,
        root="",
        grid=grid,
        counts=counts_of(overview.rows),
        causes=causes_of(overview.rows, messages),
        embedded=True,
        page_of=_place_of,
        policy=policy,
        style=Markup(style),  # noqa: S704 - our own files
        script=Markup(script),  # noqa: S704 - our own files
        clips={digest: b64encode(data).decode() for digest, data in media.clips.items()},
        note=messages.say(LEFT_OUT, still=still, all=len(shown), blank=blank) if still or blank else "",
    )


def _place_of(row: ShownRow) -> str:
    return f"#row-{row.number}"


def _looks(media: CarriedMedia) -> Iterator[tuple[str, ShownLook]]:
    for digest, data in media.stills.items():
        width, height = media.sides[digest]
        yield (
            digest,
            ShownLook(
                poster=f"data:image/jpeg;base64,{b64encode(data).decode()}",
                clip=f"#{digest}" if digest in media.clips else "",
                whole="",
                width=width,
                height=height,
                seconds=0.0,
            ),
        )
