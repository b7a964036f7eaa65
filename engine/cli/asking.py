"""Asking: a yes or no at the terminal."""

import sys

import click

from engine.phrases.messages import Messages
from engine.phrases.turn import ASK, YES


def can_ask() -> bool:
    """Say whether somebody sits at a terminal who could answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def agreed(messages: Messages) -> bool:
    """Ask whether it shall be done; nothing but a plain yes is one."""
    click.echo(messages.say(ASK), err=True, nl=False)
    return sys.stdin.readline().strip().casefold() in YES
