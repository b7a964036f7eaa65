"""Decided: what the plan itself says of a task (pure)."""

from engine.plan.model import Action, Outline
from engine.run import events as e


def decided(task: Outline) -> e.Event | None:
    """Return the event of a task that is stored already or skipped, None of one that is to be carried out."""
    if task.stored is not None:
        stored = task.stored
        return e.Reused(task=task.id, fingerprint=task.fingerprint, digest=stored.digest, job=stored.job)
    return e.Skipped(task=task.id, cause=e.Cause.of(task.reason)) if task.action is Action.SKIP else None
