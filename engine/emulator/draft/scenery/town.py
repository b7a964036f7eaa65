"""Town: streets by day and by night, and the sky beyond all towns."""

import numpy as np

from engine.emulator.draft.scenery.canvas import Canvas

_NEON = ("#ff2fa0", "#22e6ff", "#8a4dff", "#ffd12e", "#2fff9a", "#ff5a36")


def street(c: Canvas) -> None:
    """Houses left and right of a road that runs away from us."""
    c.fade(0, 0.6, ("#6fb0e6", "#b9dbf2", "#eef6fa"))
    _skyline(c, 0.5, "#a9bccb")
    _road(c, "#4a4d52", "#e9e6d8", "#9a9c9e")
    _row_of_houses(c, ("#b7a48c", "#8f9aa6", "#a5725a", "#c9c2b4", "#75808c"), "#3f5568", 0.85)


def neon(c: Canvas) -> None:
    """A wet street at night between glowing signs."""
    c.fade(0, 0.62, ("#05060f", "#120a2c", "#3a1450"))
    _skyline(c, 0.5, "#150d30", lit=True)
    _road(c, "#0b0c16", "#3a3f58", "#15162a")
    _row_of_houses(c, ("#17132e", "#201a3c", "#121830", "#28183c"), "#ffcf7a", 0.3)
    signs = []
    for side in (0, 1):
        for _ in range(15):
            share = c.rng.random() ** 0.7
            x = 0.5 + (0.06 + 0.42 * share) * (1 if side else -1)
            y, tall = 0.5 - 0.46 * share * c.rng.random(), (0.03 + 0.12 * share) * c.rng.uniform(0.6, 1.3)
            wide = tall * c.rng.uniform(0.2, 0.9) / c.aspect
            colour = str(c.rng.choice(_NEON))
            c.box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2, colour)
            c.box(
                x - wide * 0.3,
                y - tall * 0.3,
                x + wide * 0.3,
                y + tall * 0.3,
                "#ffffff" if c.rng.random() < 0.4 else "#160a26",
            )
            signs.append((x, y, colour))
    _wet(c)
    for x, y, colour in signs[::2]:
        c.glow(x, y, 0.12, colour, 0.55)


def _wet(c: Canvas) -> None:
    """Let the road mirror what stands above it."""
    horizon = round(c.size.height * 0.56)
    below = c.size.height - horizon
    above = c.picture[max(0, horizon - below) : horizon][::-1]
    rows = np.linspace(0.75, 0.35, above.shape[0], dtype=np.float32)[:, None, None]
    shift = (np.sin(np.arange(above.shape[0]) * 0.6) * c.size.height * 0.004).astype(int)
    mirrored = np.stack([np.roll(line, int(by), 0) for line, by in zip(above, shift, strict=True)])
    part = c.picture[horizon : horizon + above.shape[0]]
    part[:] = np.clip(part * 0.6 + mirrored * rows, 0, 255).astype(np.uint8)


def _skyline(c: Canvas, base: float, colour: str, *, lit: bool = False) -> None:
    for x in np.arange(0.2, 0.8, 0.035):
        top = base - c.rng.uniform(0.06, 0.3)
        c.box(x, top, x + c.rng.uniform(0.025, 0.045), 0.62, colour)
        if lit:
            for _ in range(9):
                at = (x + c.rng.uniform(0.004, 0.03), c.rng.uniform(top, base + 0.04))
                c.disc(*at, 0.003, "#ffd98a")


def _row_of_houses(c: Canvas, walls: tuple[str, ...], pane: str, lit: float) -> None:
    """Draw facades along both sides, near ones over far ones."""
    edges = 0.5 - 0.5 * 0.66 ** np.arange(6)[::-1]
    for side in (-1, 1):
        for index in range(len(edges) - 1):
            far, near = 0.5 - edges[-1 - index], 0.5 - edges[-2 - index]
            tall = c.rng.uniform(0.85, 1.15)
            wall = walls[(index + side) % len(walls)]

            def at(
                share: float, height: float, far: float = far, near: float = near, side: int = side, tall: float = tall
            ) -> tuple[float, float]:
                away = far + (near - far) * share
                return 0.5 + side * away * 1.05, 0.56 + away * 0.5 - height * away * 1.9 * tall

            c.shape([at(0, 0), at(0, 1), at(1, 1), at(1, 0)], wall)
            for floor in np.arange(0.16, 0.94, 0.13):
                for window in np.arange(0.1, 0.9, 0.2):
                    colour = pane if c.rng.random() < lit else "#22262e"
                    c.shape(
                        [
                            at(window, floor),
                            at(window, floor + 0.08),
                            at(window + 0.11, floor + 0.08),
                            at(window + 0.11, floor),
                        ],
                        colour,
                    )


def _road(c: Canvas, tar: str, mark: str, kerb: str) -> None:
    c.shape([(0.5, 0.55), (2.2, 1.02), (-1.2, 1.02)], kerb)
    c.shape([(0.497, 0.56), (0.503, 0.56), (1.05, 1.02), (-0.05, 1.02)], tar)
    for near in (0.06, 0.16, 0.32, 0.56, 0.9):
        top, bottom = 0.56 + 0.46 * near, 0.56 + 0.46 * near * 1.35
        c.shape(
            [
                (0.5 - 0.008 * near, top),
                (0.5 + 0.008 * near, top),
                (0.5 + 0.012 * near, bottom),
                (0.5 - 0.012 * near, bottom),
            ],
            mark,
        )


def space(c: Canvas) -> None:
    """Stars, a nebula and the limb of a planet."""
    c.fade(0, 1, ("#04050f", "#080a1c", "#0a0716"))
    for cell, colour, strength in ((0.9, "#5a2fb0", 1.5), (0.6, "#d0407a", 0.9), (0.7, "#1f7fb8", 1.1)):
        c.light((np.clip(c.clouds(cell, 6) - 0.5, 0, 1) * strength).astype(np.float32), colour)
    for _ in range(900):
        light = c.rng.random() ** 5
        c.disc(c.rng.random(), c.rng.random(), 0.0009 + 0.0026 * light, "#ffffff" if light > 0.2 else "#8f98b8")
    for _ in range(14):
        c.glow(c.rng.random(), c.rng.random(), 0.012, "#ffffff", 0.9)
    c.disc(0.86, 0.24, 0.2, "#c98a54")
    shade = np.hypot((c.columns() - 0.86) * c.aspect, c.rows() - 0.24)
    inside = (shade < 0.2).astype(np.float32)
    c.tint((np.sin(c.rows() * 70 + c.clouds(0.3, 3) * 6) * 0.3 + 0.3) * inside, "#8a4f2a")
    lit = np.hypot((c.columns() - 0.82) * c.aspect, c.rows() - 0.17)
    c.tint(np.clip((lit - 0.12) / 0.14, 0, 0.94) * inside, "#05050c")
    c.glow(0.86, 0.24, 0.26, "#ffb877", 0.16)
