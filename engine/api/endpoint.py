"""Endpoint: which service a command speaks to, and whose results it gives."""

from dataclasses import dataclass, replace

from engine.api.context import Context
from engine.catalog import ServiceProfile
from engine.emulator.rules.declaration import declaration, realm_of
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.rates import limits_within
from engine.errors import must_name, unknown
from engine.net.network import Network
from engine.plan import Terms
from engine.services.dashscope.profile import base_url_of, parse_base_url
from engine.values.realm import is_of_emulator
from engine.values.service_limits import ServiceLimits

EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A service profile with its terms; `base_url` is None for the embedded service, whose address is known once it runs.

    `limits` are those that the project sets. `overlooked`: an address is set, and this service has no use for it.
    """

    profile: ServiceProfile
    terms: Terms
    base_url: str | None
    limits: ServiceLimits
    overlooked: bool = False

    @property
    def embedded(self) -> bool:
        return self.base_url is None

    @property
    def local(self) -> bool:
        """Whether it runs on this machine, where nobody minds being asked often."""
        return self.base_url is None or parse_base_url(self.base_url).loopback


def choose_endpoint(context: Context, name: str | None) -> Endpoint:
    """Return the endpoint of a service by name; left out, the project's or the catalog's default.

    A host that the catalog doesn't know is asked, without a key, whether it is an emulator; what doesn't declare itself bills.
    """
    if name is not None:
        must_name(name)
    for limited in context.settings.limits:
        profile_named(context, limited)
    profile = profile_named(context, name or context.settings.service or context.catalog.default_service)
    limits = limits_set(context, profile.name)
    if profile.base_url is None:
        realm = realm_of(declaration(embedded_options(context)))
        assert realm is not None, "our own declaration is well-formed"
        terms, overlooked = _terms(profile, realm, bills=False), context.settings.base_url is not None
        return Endpoint(profile=profile, terms=terms, base_url=None, limits=limits, overlooked=overlooked)
    base = base_url_of(profile, context.settings.base_url, workspace=context.settings.workspace)
    known = context.catalog.realm_hosts.realm_of(base.host)
    if known is not None:
        return Endpoint(profile=profile, terms=_terms(profile, known, bills=True), base_url=str(base), limits=limits)
    declared = _ask(str(base), Network.of(context.settings))
    draft = realm_of(declared) if declared else None
    terms = _terms(profile, draft or f"{base.scheme}://{base.netloc}", bills=draft is None)
    return Endpoint(profile=profile, terms=terms, base_url=str(base), limits=limits)


def profile_named(context: Context, name: str) -> ServiceProfile:
    """Return the service of that name; raises AuthorError `unknown-service`."""
    services = context.catalog.services
    if name not in services:
        raise unknown("unknown-service", name, services)
    return services[name]


def terms_then(profile: ServiceProfile, realm: str) -> Terms:
    """Return the terms under which a service was asked for results of a realm, without asking anybody."""
    return _terms(profile, realm, bills=not is_of_emulator(realm))


def limits_set(context: Context, service: str) -> ServiceLimits:
    """Return the limits that the project sets for a service by name."""
    return context.settings.limits.get(service, ServiceLimits())


def embedded_options(context: Context) -> EmulatorOptions:
    """Return how the embedded service of a project behaves; it takes what the project's limits let be sent to it."""
    found = EmulatorOptions(entries=context.entries, network=Network.of(context.settings))
    set_here = context.settings.limits.get(EMBEDDED)
    return found if set_here is None else replace(found, limits=limits_within(set_here))


def _ask(base_url: str, network: Network) -> str | None:
    from engine.services.dashscope.declared import declaration as declared  # noqa: PLC0415 - httpcore only to ask

    return declared(base_url, network)


def _terms(profile: ServiceProfile, realm: str, *, bills: bool) -> Terms:
    return Terms(service=profile.name, realm=realm, region=profile.region, bills=bills and profile.bills)
