"""Indoors: rooms of all kinds."""

import numpy as np

from engine.emulator.draft.scenery.canvas import Canvas


def _room(c: Canvas, wall: tuple[str, ...], floor: tuple[str, ...], ceiling: str, meet: float = 0.7) -> None:
    """A wall ahead, a floor that comes towards us, a ceiling."""
    c.fade(0, meet, wall)
    c.fade(meet, 1.0, floor)
    c.shape([(0, 0), (1, 0), (0.9, 0.1), (0.1, 0.1)], ceiling)
    c.box(0, meet - 0.012, 1, meet, "#00000f" if wall[0] < "#444444" else "#8a8f94")


def gym(c: Canvas) -> None:
    """Mirrors, lamps, a rack of dumbbells, a treadmill, a bar with plates, mats."""
    _room(c, ("#c9ced4", "#aab2bb"), ("#3b3f45", "#26292e", "#1d2024"), "#e2e5e8", 0.66)
    for x in (0.06, 0.3, 0.54, 0.78):
        c.box(x, 0.16, x + 0.2, 0.56, "#dfe9ef")
        c.shape([(x + 0.02, 0.56), (x + 0.11, 0.16), (x + 0.15, 0.16), (x + 0.06, 0.56)], "#eef5f8")
        c.line([(x, 0.16), (x + 0.2, 0.16), (x + 0.2, 0.56), (x, 0.56), (x, 0.16)], "#7d8790", 0.008)
    for x in (0.16, 0.42, 0.68, 0.92):
        c.box(x - 0.07, 0.045, x + 0.07, 0.062, "#ffffff")
        c.glow(x, 0.05, 0.12, "#ffffff", 0.6, 0.5)
    _dumbbells(c, 0.02, 0.38)
    _dumbbells(c, 0.7, 0.99)
    _treadmill(c, 0.9)
    _treadmill(c, 0.76)
    _bar(c, 0.13)
    c.shape([(0.3, 0.86), (0.66, 0.86), (0.74, 1.0), (0.22, 1.0)], "#1f6fb4")
    c.shape([(0.34, 0.88), (0.62, 0.88), (0.66, 0.95), (0.3, 0.95)], "#2a83cf")


def _dumbbells(c: Canvas, left: float, right: float) -> None:
    for y in (0.58, 0.66):
        c.box(left, y + 0.03, right, y + 0.045, "#50555b")
        for x in np.arange(left + 0.015, right - 0.03, 0.045):
            c.line([(x, y + 0.012), (x + 0.028, y + 0.012)], "#b9bec4", 0.01)
            for end in (x, x + 0.028):
                c.box(end - 0.006, y - 0.014, end + 0.006, y + 0.032, "#17181b")
    for x in (left + 0.01, right - 0.01):
        c.box(x - 0.005, 0.57, x + 0.005, 0.78, "#3a3e44")


def _treadmill(c: Canvas, x: float) -> None:
    c.shape([(x - 0.06, 0.86), (x + 0.07, 0.82), (x + 0.09, 0.85), (x - 0.05, 0.9)], "#15161a")
    c.line([(x + 0.06, 0.84), (x + 0.045, 0.5)], "#2a2d33", 0.022)
    c.line([(x + 0.045, 0.56), (x - 0.02, 0.6)], "#d23b3b", 0.014)
    c.shape([(x + 0.015, 0.45), (x + 0.075, 0.44), (x + 0.07, 0.53), (x + 0.02, 0.53)], "#1c1e24")
    c.box(x + 0.026, 0.465, x + 0.062, 0.505, "#3fd0c0")


def _bar(c: Canvas, x: float) -> None:
    for stand in (x - 0.07, x + 0.13):
        c.line([(stand, 0.92), (stand, 0.42)], "#c23a34", 0.02)
    c.line([(x - 0.14, 0.46), (x + 0.2, 0.46)], "#d7dade", 0.012)
    for at, radius in ((x - 0.12, 0.075), (x - 0.1, 0.06), (x + 0.18, 0.075), (x + 0.16, 0.06)):
        c.disc(at, 0.46, radius, "#141519", 1.0)
        c.disc(at, 0.46, radius * 0.3, "#8d9299", 1.0)


def office(c: Canvas) -> None:
    """Windows with blinds and a skyline, desks with screens, a plant."""
    _room(c, ("#eceae4", "#d9d6cd"), ("#8f8a80", "#6f6a60"), "#f6f5f1", 0.74)
    for x in (0.04, 0.36, 0.68):
        c.box(x, 0.12, x + 0.28, 0.58, "#a9d2ee")
        for tower in np.arange(x, x + 0.27, 0.03):
            c.box(tower, 0.58 - c.rng.uniform(0.08, 0.3), tower + 0.024, 0.58, "#7f9db5")
        for slat in np.arange(0.13, 0.3, 0.022):
            c.box(x, slat, x + 0.28, slat + 0.009, "#f4f6f7")
        c.line([(x, 0.12), (x + 0.28, 0.12), (x + 0.28, 0.58), (x, 0.58), (x, 0.12)], "#f9f9f7", 0.014)
    for x in (0.08, 0.42, 0.76):
        c.box(x - 0.06, 0.76, x + 0.2, 0.79, "#b98a58")
        c.box(x - 0.05, 0.79, x - 0.035, 0.99, "#5c5f63")
        c.box(x + 0.175, 0.79, x + 0.19, 0.99, "#5c5f63")
        c.box(x, 0.6, x + 0.12, 0.73, "#1b1d21")
        c.box(x + 0.006, 0.61, x + 0.114, 0.72, "#4aa3e0")
        c.box(x + 0.05, 0.73, x + 0.07, 0.76, "#2d3035")
    for angle in np.linspace(-2.6, -0.5, 9):
        c.line([(0.955, 0.72), (0.955 + 0.07 * np.cos(angle), 0.72 + 0.2 * np.sin(angle))], "#2f7a3c", 0.018)
    c.shape([(0.93, 0.72), (0.98, 0.72), (0.972, 0.84), (0.938, 0.84)], "#d8d4cc")


def bookshelves(c: Canvas) -> None:
    """Shelves full of books up to the ceiling, warm lamps."""
    c.fade(0, 1, ("#3a2414", "#2a180c"))
    spines = ["#7a1f1f", "#1f3f6a", "#2f5a34", "#b08a3c", "#5a2f5f", "#c9b58a", "#3a3a42", "#8a4a24", "#d8cfb8"]
    for shelf in np.arange(-0.02, 1.0, 0.17):
        c.box(0, shelf + 0.15, 1, shelf + 0.17, "#6b4524")
        x = 0.0
        while x < 1:
            wide, tall = c.rng.uniform(0.007, 0.018), c.rng.uniform(0.1, 0.142)
            c.box(x, shelf + 0.15 - tall, x + wide * 0.92, shelf + 0.15, str(c.rng.choice(spines)))
            if c.rng.random() < 0.5:
                c.box(x, shelf + 0.15 - tall * 0.8, x + wide * 0.92, shelf + 0.15 - tall * 0.74, "#e3c878")
            x += wide
    for x in (0.0, 0.25, 0.5, 0.75, 0.99):
        c.box(x - 0.008, 0, x + 0.008, 1, "#5a3818")
    for x in (0.14, 0.88):
        c.glow(x, 0.3, 0.4, "#ffc878", 0.42)


def stage(c: Canvas) -> None:
    """Red curtains, spotlights, a shining floor, a golden rim, stars."""
    columns, rows = c.columns(), c.rows()
    c.fade(0, 0.8, ("#1a0208", "#3a0612", "#220309"))
    folds = 0.5 + 0.5 * np.sin(columns * 120 + np.sin(columns * 13) * 3)
    side = np.clip((np.abs(columns - 0.5) - 0.27) / 0.04, 0, 1)
    c.tint(side.astype(np.float32), "#8f0d1c")
    c.light((folds * side * 0.35).astype(np.float32), "#ff5a4a")
    swag = 0.13 + 0.05 * np.abs(np.sin(columns * 12))
    c.tint(((rows < swag) * 1.0).astype(np.float32), "#a51222")
    c.tint(((np.abs(rows - swag) < 0.012) * 1.0).astype(np.float32), "#e8b94a")
    c.fade(0.8, 1.0, ("#4a1c10", "#8a4a22", "#5a2a14"))
    c.box(0, 0.795, 1, 0.812, "#f0c860")
    for x, target, colour in (
        (0.12, 0.36, "#ffe9b0"),
        (0.36, 0.46, "#ffd0e8"),
        (0.64, 0.54, "#cfe4ff"),
        (0.88, 0.64, "#ffe9b0"),
    ):
        middle = x + (target - x) * rows
        beam = np.exp(-(((columns - middle) * c.aspect / (0.03 + 0.13 * rows)) ** 2)) * np.clip(1.05 - rows, 0, 1)
        c.light((beam * 0.6).astype(np.float32), colour)
    for x in (0.36, 0.5, 0.64):
        c.glow(x, 0.9, 0.2, "#ffe2a0", 0.6, 0.3)
    for _ in range(60):
        c.glow(c.rng.random(), c.rng.uniform(0.15, 0.8), c.rng.uniform(0.004, 0.01), "#ffe9a8", 0.9)


def room(c: Canvas) -> None:
    """A living room: window, sofa, picture, lamp, plant."""
    _room(c, ("#e9dcc8", "#dcc9ae"), ("#b0824f", "#8a5f36"), "#f4ecdf", 0.72)
    c.box(0.06, 0.14, 0.32, 0.56, "#bfe0f2")
    c.box(0.06, 0.42, 0.32, 0.56, "#9cc48a")
    for x in (0.06, 0.19, 0.32):
        c.line([(x, 0.14), (x, 0.56)], "#ffffff", 0.012)
    for y in (0.14, 0.35, 0.56):
        c.line([(0.06, y), (0.32, y)], "#ffffff", 0.012)
    for x in (0.02, 0.33):
        c.shape([(x, 0.1), (x + 0.05, 0.1), (x + 0.06, 0.68), (x - 0.01, 0.68)], "#c96f52")
    c.box(0.7, 0.16, 0.88, 0.42, "#5a3a22")
    c.box(0.71, 0.175, 0.87, 0.405, "#f0e6d2")
    c.disc(0.79, 0.29, 0.07, "#d8863c")
    c.shape([(0.71, 0.405), (0.76, 0.31), (0.8, 0.36), (0.83, 0.32), (0.87, 0.405)], "#3f6f7a")
    c.box(0.5, 0.56, 0.98, 0.86, "#4f6f7a")
    c.box(0.5, 0.68, 0.98, 0.8, "#64899a")
    for x in (0.54, 0.86):
        c.box(x, 0.6, x + 0.1, 0.7, "#e0a94a")
    c.box(0.47, 0.62, 0.53, 0.86, "#456370")
    c.line([(0.43, 0.84), (0.43, 0.4)], "#4a3a2a", 0.012)
    c.shape([(0.4, 0.3), (0.46, 0.3), (0.485, 0.42), (0.375, 0.42)], "#f6e3b0")
    c.glow(0.43, 0.4, 0.26, "#ffdf9a", 0.6)
    c.shape([(0.02, 0.9), (0.6, 0.9), (0.7, 1.0), (-0.1, 1.0)], "#a34c3f")


def studio(c: Canvas) -> None:
    """A grey paper roll with one soft light."""
    c.fade(0, 1, ("#6f757b", "#8b9197", "#a2a7ab"))
    c.glow(0.5, 0.4, 0.62, "#f4f6f8", 0.62)
    c.tint((np.clip(c.rows() - 0.8, 0, 1) * 0.7).astype(np.float32), "#5a5f64")


def party(c: Canvas) -> None:
    """Lights out of focus, in all colours."""
    c.fade(0, 1, ("#150b26", "#2a1238", "#1a0a1e"))
    for _ in range(130):
        colour = str(c.rng.choice(["#ffb84a", "#ff5f7a", "#5fd0ff", "#ffe9a8", "#a46bff", "#5fffb0"]))
        x, y, radius = c.rng.random(), c.rng.random(), c.rng.uniform(0.015, 0.06)
        before = c.picture.copy()
        c.disc(x, y, radius, colour)
        share = c.rng.uniform(0.25, 0.7)
        c.picture = (before * (1 - share) + c.picture * share).astype(np.uint8)
    c.blur(0.003)
