"""What talks to a model endpoint: through the proxy and with the certificates that the
environment names, each mistake in there told by its variable's name."""

import ipaddress
import ssl
from collections.abc import Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.util import find_spec
from urllib.parse import urlsplit

import httpx

from .errors import Refusal
from .given import is_near


def open_client(
    address: str, environment: Mapping[str, str], timeout: httpx.Timeout
) -> httpx.AsyncClient:
    """A client for the endpoint at ``address``.

    Raises ``Refusal`` where the environment names a proxy or certificates that cannot be used.
    """
    url = urlsplit(address)
    named = proxy_for(url.scheme, url.hostname or "", url.port, environment)
    proxy = named and _proxy(*named, url.hostname or "")
    return httpx.AsyncClient(
        timeout=timeout,
        # What the environment says is read here, so that mistakes in it can be told.
        trust_env=False,
        verify=_certificates(environment),
        proxy=proxy,
        # Nothing that an endpoint wants remembered is.
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    )


def proxy_for(
    scheme: str, host: str, port: int | None, environment: Mapping[str, str]
) -> tuple[str, str] | None:
    """The variable that names the proxy on the way to a host, and what it names."""
    if is_near(host) or _is_excepted(host, port, environment):
        return None
    for name in (f"{scheme}_proxy", f"{scheme}_PROXY".upper(), "all_proxy", "ALL_PROXY"):
        if environment.get(name, "").strip():
            return name, environment[name].strip()
    return None


def _is_excepted(host: str, port: int | None, environment: Mapping[str, str]) -> bool:
    """Whether ``NO_PROXY`` names a host: by name, ending, address or range."""
    listed = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        address = None
    for entry in listed.replace(",", " ").lower().split():
        try:
            if address and address in ipaddress.ip_network(entry.strip("[]"), strict=False):
                return True
        except ValueError:
            pass  # It is no range.
        name, _, its_port = entry.rpartition(":")
        if name and its_port.isdigit() and not (name.count(":") and not name.endswith("]")):
            if int(its_port) != port:
                continue
            entry = name
        name = entry.strip("[]").lstrip("*").lstrip(".")
        if not name and entry.startswith("*"):
            return True
        if name and (host == name or host.endswith(f".{name}")):
            return True
    return False


def _proxy(name: str, value: str, host: str) -> httpx.Proxy:
    value = value if "://" in value else f"http://{value}"
    way_out = f"Correct it where the Jupyter server starts, or add {host} to NO_PROXY."
    if value.startswith("socks") and not find_spec("socksio"):
        raise Refusal(
            502,
            "proxy-variable",
            f"{name} names a SOCKS proxy, for which the Python package socksio is missing where the"
            f' Jupyter server runs. Install it with pip install "httpx[socks]", or add {host} to'
            " NO_PROXY.",
        )
    try:
        return httpx.Proxy(value)
    except (ValueError, httpx.InvalidURL) as error:
        # Not the value: it may hold a password.
        raise Refusal(
            502, "proxy-variable", f"{name} does not hold a proxy's address. {way_out}"
        ) from error


def _certificates(environment: Mapping[str, str]) -> ssl.SSLContext | bool:
    """The authorities that are trusted: those that the environment names, else the usual."""
    for name, argument in (("SSL_CERT_FILE", "cafile"), ("SSL_CERT_DIR", "capath")):
        path = environment.get(name)
        if path:
            try:
                return ssl.create_default_context(**{argument: path})
            except OSError as error:  # Certificates that cannot be read among them.
                raise Refusal(
                    502,
                    "certificate",
                    f"{name} names {path}, which cannot be read as certificates"
                    f" ({error.strerror or type(error).__name__}). Correct it where the Jupyter"
                    " server starts.",
                ) from error
    return True
