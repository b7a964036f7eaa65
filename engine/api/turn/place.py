"""Place: where an attempt was sent, and the way back there: its service, its account, its host."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from engine.api.context import Context
from engine.api.endpoint import Endpoint, limits_set, profile_named, terms_then
from engine.api.host import this_host
from engine.api.project import Project
from engine.api.runs.line import Connect
from engine.api.runs.opening import OpenedJournal
from engine.errors import OperatorError
from engine.run.money.opening import JournalMark
from engine.run.service import Service
from engine.services.dashscope.profile import base_url_of


@dataclass(frozen=True, slots=True)
class SentTo:
    """The service that an attempt was sent to, by name, whose results it gives, and the host at which it is asked for."""

    service: str
    realm: str
    host: str


def endpoint_of(context: Context, sent: SentTo) -> Endpoint:
    """Return the endpoint of what was sent, without asking anybody; its address is the one that the settings give by now.

    Raises AuthorError `unknown-service` for a service that there is no more, OperatorError for an address that is none.
    """
    profile, given, base = profile_named(context, sent.service), context.settings, None
    if profile.base_url is not None:
        base = str(base_url_of(profile, given.base_url, workspace=given.workspace))
    terms, limits = terms_then(profile, sent.realm), limits_set(context, profile.name)
    return Endpoint(profile=profile, terms=terms, base_url=base, limits=limits)


@asynccontextmanager
async def reached(context: Context, sent: SentTo, connect: Connect) -> AsyncIterator[Service]:
    """Give the service of what was sent; nothing is asked before it is sure that it is the very host.

    Raises OperatorError `sent-elsewhere` if the settings lead elsewhere by now, and those of the line.
    """
    async with connect(endpoint_of(context, sent), context) as line:
        if line.host != sent.host:
            raise OperatorError("sent-elsewhere", host=sent.host, here=line.host)
        async with line.service as service:
            assert service is not None, "an attempt was sent to a service"
            yield service


def opened_of(project: Project) -> OpenedJournal:
    """Return a project's journal as the account asks it; one that never submitted has no name yet."""
    return OpenedJournal(project.journal, project.journal.mark() or JournalMark(journal="", host=this_host()))
