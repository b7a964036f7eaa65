"""Noise: textures that stay where they are, drawn once for a clip; noise that changes every frame would boil."""

import cv2
import numpy as np

from engine.emulator.draft.frame import Size, Weights


def clouds(size: Size, rng: np.random.Generator, cell: float, octaves: int = 4) -> Weights:
    """Return soft patches, 0..1 with mean near 0.5; `cell` is the size of the largest ones in pixels."""
    total = np.zeros((size.height, size.width), np.float32)
    strength, whole = 1.0, 0.0
    for octave in range(octaves):
        step = max(1.0, cell / 2**octave)
        grid = rng.random((int(size.height / step) + 2, int(size.width / step) + 2), np.float32)
        total += strength * np.asarray(cv2.resize(grid, size.pair, interpolation=cv2.INTER_CUBIC), np.float32)
        whole += strength
        strength *= 0.5
    return np.asarray(np.clip(total / whole, 0, 1), np.float32)


def grain(size: Size, rng: np.random.Generator, blur: float) -> Weights:
    """Return fine speckles with mean 0 and deviation 1, as of paper or film."""
    speckles = rng.standard_normal((size.height, size.width), np.float32)
    soft = np.asarray(cv2.GaussianBlur(speckles, (0, 0), max(0.3, blur)), np.float32)
    return np.asarray((soft - soft.mean()) / max(float(soft.std()), 1e-6), np.float32)


def ridges(size: Size, rng: np.random.Generator, cell: float, octaves: int = 5) -> Weights:
    """Return thin branching lines, 0..1, as of frost or marble."""
    total = np.zeros((size.height, size.width), np.float32)
    strength = 1.0
    for octave in range(octaves):
        total += strength * (1 - np.abs(clouds(size, rng, cell / 1.9**octave, 1) * 2 - 1)) ** 5
        strength *= 0.72
    return np.asarray(total / total.max(), np.float32)


def from_edge(size: Size) -> Weights:
    """Return each pixel's distance to the nearest border, as a share of the short side: 0 at the border."""
    rows = np.minimum(np.arange(size.height), np.arange(size.height)[::-1])[:, None]
    columns = np.minimum(np.arange(size.width), np.arange(size.width)[::-1])[None]
    return (np.minimum(rows, columns) / min(size.width, size.height)).astype(np.float32)


def vignette(size: Size, strength: float, reach: float = 0.62) -> Weights:
    """Return the light that a lens leaves: 1 in the middle, `1 - strength` in the corners."""
    y = (np.arange(size.height, dtype=np.float32) / size.height - 0.5)[:, None] * 2
    x = (np.arange(size.width, dtype=np.float32) / size.width - 0.5)[None] * 2
    distance = np.sqrt((x * x + y * y) / 2)
    falling = np.clip((distance - reach * 0.5) / (1 - reach * 0.5), 0, 1)
    return np.asarray(1 - strength * falling**1.6, np.float32)
