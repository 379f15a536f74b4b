"""Whose address a request has, for counting places in the queue and pages: a network, not a name.

A single address that stands for many people must limit nobody, so "" is said where the address
tells nothing: this machine itself (a proxy or tunnel beside the app, or its developer), and a proxy
that named nobody.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping

from demo.settings import Settings

# One household or one rented machine is given a whole /64 of IPv6, and could use a new address of
# it for every request.
IPV6_PREFIX = 64
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def network(host: str, headers: Mapping[str, str], settings: Settings) -> str:
    """What `host` (the connection's other end) and its headers say; "" for nobody in particular.

    x-forwarded-for can be sent by anyone, so it counts only behind a proxy of which we know, and
    of its entries the last public one: each proxy appends whom it saw, those before are hearsay.
    """
    if settings.behind_proxy:
        named = (_read(part) for part in reversed(headers.get("x-forwarded-for", "").split(",")))
        return _written(address for address in named if address is not None and address.is_global)
    address = _read(host)
    return _written([address] if address is not None and not address.is_loopback else [])


def _read(text: str) -> Address | None:
    text = text.strip().strip('"')
    if text.count(":") == 1 or text.startswith("["):  # with a port, as some proxies write it
        text = text.rpartition(":")[0] if not text.endswith("]") else text
    try:
        address = ipaddress.ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _written(addresses: Iterable[Address]) -> str:
    first = next(iter(addresses), None)
    if first is None or first.version == 4:
        return str(first or "")
    return str(ipaddress.ip_network((first, IPV6_PREFIX), strict=False))
