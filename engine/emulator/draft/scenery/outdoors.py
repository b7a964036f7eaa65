"""Outdoors: places under the sky."""

import itertools

import numpy as np

from engine.emulator.draft.scenery.canvas import Canvas


def beach(c: Canvas) -> None:
    """Sky, a shining sea with breakers, sand and a palm on either side."""
    _sky(c, 0.5, ("#2f8fdc", "#7cc3ef", "#d6eefa"))
    c.fade(0.46, 0.68, ("#1667a8", "#1c93b8", "#57c4c6"))
    rows, waves = c.rows(), c.ripples(0.012)
    glitter = np.clip(waves - 0.62, 0, 1) * 3 * ((rows > 0.46) & (rows < 0.68))
    c.light(glitter.astype(np.float32), "#ffffff")
    c.fade(0.66, 1.0, ("#e9d5a4", "#e2c489", "#c9a468"))
    for level, width in ((0.655, 0.016), (0.672, 0.01), (0.69, 0.02)):
        at = np.linspace(-0.02, 1.02, 60)
        c.line(
            [(x, level + 0.008 * np.sin(x * 19 + level * 90) + c.rng.normal(0, 0.001)) for x in at], "#f7fbfb", width
        )
    c.tint((np.clip(c.clouds(0.02, 2) - 0.5, 0, 1) * 0.7 * (rows > 0.72)).astype(np.float32), "#a3814c")
    _palm(c, 0.09, 1.02, 0.16, 0.2)
    _palm(c, 0.93, 1.02, 0.85, 0.14)


def _palm(c: Canvas, x: float, y: float, top_x: float, top_y: float) -> None:
    bend = [(x + (top_x - x) * t * t, y + (top_y - y) * t) for t in np.linspace(0, 1, 14)]
    c.line(bend, "#6d4b2b", 0.028)
    c.line(bend, "#8a6440", 0.012)
    for angle in np.linspace(-2.9, 0.3, 11):
        length = c.rng.uniform(0.2, 0.3)
        ridge = []
        for t in np.linspace(0, 1, 9):
            drop = 0.2 * t * t
            ridge.append(
                (top_x + np.cos(angle) * length * t / c.aspect, top_y + np.sin(angle) * length * t * 0.7 + drop)
            )
        for (x0, y0), (x1, y1) in itertools.pairwise(ridge):
            for side in (-1, 1):
                c.line([(x0, y0), (x1 + side * 0.012, y1 + 0.035)], "#1f6b34" if side < 0 else "#2f8a44", 0.009)


def _sky(c: Canvas, bottom: float, stops: tuple[str, ...], cover: float = 0.9) -> None:
    c.fade(0, bottom, stops)
    rows = c.rows()
    shapes = np.clip(c.clouds(0.5, 5) - 0.5, 0, 1) * 3.4 * np.clip((bottom - rows) / 0.12, 0, 1)
    c.tint((np.clip(shapes, 0, 1) * cover).astype(np.float32), "#ffffff")


def sky(c: Canvas) -> None:
    """Above a sea of clouds."""
    c.fade(0, 1, ("#1c6fd0", "#58a8ec", "#bfe2fa", "#ffffff"))
    for level, cell, colour in ((0.55, 0.3, "#dcecf8"), (0.7, 0.4, "#eef6fc"), (0.84, 0.5, "#ffffff")):
        for x in np.linspace(-0.05, 1.05, 26):
            c.disc(x, level + c.rng.uniform(-0.02, 0.05), cell * c.rng.uniform(0.16, 0.36), colour, 0.62)
        c.box(0, level + 0.06, 1, 1, colour)
        c.blur(0.012)
    c.glow(0.8, 0.15, 0.3, "#fff3c4", 0.9)


def mountains(c: Canvas) -> None:
    """Three ranges, the farthest with snow, and a lake."""
    _sky(c, 0.6, ("#3d86cf", "#9cc9ec", "#e8f2f8"), 0.7)
    _peaks(c, 0.58, 0.36, "#8fa4bd", "#ffffff")
    _peaks(c, 0.62, 0.22, "#5f7890", "#dfe8f0")
    c.ridge(0.66, 0.08, 0.12, "#34513f")
    c.fade(0.66, 1.0, ("#7fb2cf", "#3f7fa3", "#1d4f6c"))
    rows = c.rows()
    c.light((np.clip(c.ripples(0.014) - 0.58, 0, 1) * 2 * (rows > 0.67)).astype(np.float32), "#e8f6ff")
    for x in np.linspace(0, 1, 40):
        _fir(c, x + c.rng.normal(0, 0.01), 0.69, c.rng.uniform(0.04, 0.1), "#1f3a2a")


def _peaks(c: Canvas, base: float, rise: float, rock: str, snow: str) -> None:
    x = -0.1
    while x < 1.1:
        width, height = c.rng.uniform(0.2, 0.34), rise * c.rng.uniform(0.6, 1.0)
        top = (x + width * c.rng.uniform(0.4, 0.6), base - height)
        c.shape([(x, base), top, (x + width, base), (x + width, base + 0.1), (x, base + 0.1)], rock)
        fringe = [top]
        for share, depth in ((0.16, 0.4), (0.07, 0.28), (0.0, 0.42), (-0.08, 0.26), (-0.15, 0.36)):
            fringe.append((top[0] + share * width, top[1] + height * depth))
        c.shape(fringe, snow)
        x += width * 0.55


def _fir(c: Canvas, x: float, base: float, height: float, colour: str) -> None:
    for level in range(4):
        top, wide = base - height * (1 - level * 0.2), height * (0.12 + 0.09 * level) / c.aspect
        c.shape([(x, top), (x + wide, top + height * 0.36), (x - wide, top + height * 0.36)], colour)


def snowfield(c: Canvas) -> None:
    """White hills, firs heavy with snow, a pale sky."""
    c.fade(0, 0.6, ("#8fb3d6", "#c9dcec", "#eef4f9"))
    _peaks(c, 0.52, 0.34, "#9db3c9", "#ffffff")
    c.ridge(0.56, 0.09, 0.5, "#dbe7f2")
    for x in sorted(c.rng.uniform(0, 1, 26)):
        height = c.rng.uniform(0.12, 0.26)
        _fir(c, x, 0.62, height, "#2d4a44")
        _fir(c, x - 0.004, 0.61, height * 0.93, "#e6f0f6" if c.rng.random() < 0.7 else "#6a8680")
    c.ridge(0.68, 0.09, 0.6, "#eef4fa")
    c.ridge(0.86, 0.12, 0.9, "#ffffff")
    c.tint((np.clip(c.clouds(0.2, 4) - 0.5, 0, 1) * 0.9 * (c.rows() > 0.62)).astype(np.float32), "#b9cfe6")
    for _ in range(260):
        c.disc(c.rng.random(), c.rng.random(), c.rng.uniform(0.0015, 0.005), "#ffffff")


def desert(c: Canvas) -> None:
    """Dunes with a lit and a shaded side under a hot sky."""
    c.fade(0, 0.62, ("#3f8fd2", "#9fcbe6", "#f2e3c2"))
    c.glow(0.76, 0.16, 0.2, "#fff2c0", 1.0)
    c.disc(0.76, 0.16, 0.045, "#fffbe8")
    for level, rise, light, dark in (
        (0.55, 0.1, "#e6b873", "#c08a4c"),
        (0.68, 0.16, "#eab765", "#b87a3a"),
        (0.9, 0.24, "#f0bc68", "#ac6c2e"),
    ):
        crest = c.rng.uniform(0.3, 0.7)
        top = level - rise
        c.shape([(0, level), (crest, top), (1, level + 0.02), (1, 1.01), (0, 1.01)], light)
        bend = [(crest + (0.12 * np.sin(t * 3.0)) * t, top + (1.01 - top) * t) for t in np.linspace(0, 1, 12)]
        c.shape([(crest, top), *bend, (1, 1.01), (1, level + 0.02)], dark)
        c.blur(0.0025)
    ripple = 0.5 + 0.5 * np.sin(c.rows() * 260 + c.clouds(0.3, 3) * 30)
    c.tint((ripple * 0.12 * (c.rows() > 0.6)).astype(np.float32), "#7a4a1e")


def forest(c: Canvas) -> None:
    """Trunks in three depths, light from above through the leaves, ferns below."""
    c.fade(0, 1, ("#dcefb0", "#9cc46a", "#4f8a3c", "#27511f"))
    c.tint((np.clip(c.clouds(0.16, 5) - 0.45, 0, 1) * 2.2 * (c.rows() < 0.6)).astype(np.float32), "#3f7a34")
    for depth, (colour, width, count) in enumerate(
        (("#6f8a55", 0.018, 15), ("#4a5a34", 0.034, 10), ("#2e2b1a", 0.06, 6))
    ):
        for x in np.linspace(0.02, 0.98, count) + c.rng.normal(0, 0.025, count):
            lean = c.rng.normal(0, 0.012)
            c.shape(
                [
                    (x - width / 2 / c.aspect, 1.0),
                    (x + lean, -0.02),
                    (x + lean + width * 0.8 / c.aspect, -0.02),
                    (x + width / 2 / c.aspect + 0.01, 1.0),
                ],
                colour,
            )
        c.blur(0.006 - depth * 0.002)
    for _ in range(420):
        x, y = c.rng.random(), c.rng.random() ** 2 * 0.42
        c.disc(x, y, c.rng.uniform(0.006, 0.024), str(c.rng.choice(["#2f6a2a", "#4c8f35", "#7fb84a", "#1f4d20"])), 0.7)
    c.ridge(0.93, 0.1, 0.06, "#2c5a24")
    c.ridge(1.0, 0.1, 0.05, "#1b3f18")
    angle = c.columns() * c.aspect + c.rows() * 0.6
    c.light(
        (np.clip(np.sin(angle * 9), 0, 1) ** 6 * np.clip(0.75 - c.rows(), 0, 1) * 0.55).astype(np.float32), "#fff6c8"
    )


def garden(c: Canvas) -> None:
    """A meadow full of flowers before a hedge."""
    _sky(c, 0.48, ("#4f9fe0", "#a9d4f2", "#e9f5fb"))
    c.ridge(0.46, 0.14, 0.1, "#3d7a3a")
    c.ridge(0.47, 0.07, 0.05, "#2f6630")
    c.fade(0.46, 1.0, ("#8fc45a", "#5fa043", "#2f6f2c"))
    for row in np.sort(c.rng.random(900)):
        y = 0.47 + 0.55 * row**1.5
        x, radius = c.rng.random(), 0.003 + 0.02 * (y - 0.45)
        c.line([(x, y), (x + c.rng.normal(0, 0.002), y + radius * 3)], "#3f7f30", 0.003)
        c.disc(x, y, radius, str(c.rng.choice(["#e8434f", "#f7c52e", "#ffffff", "#c45fd0", "#f58fb4", "#ff8a2a"])), 0.8)
        c.disc(x, y, radius * 0.35, "#f6e27a", 0.8)
