"""What goes wrong between the proxy and a model endpoint, in sentences of ours alone.

What libraries say of a request may quote it, key included.
"""

import asyncio
import errno
import socket
import ssl
from collections.abc import Iterator

import httpx

from .errors import Refusal


def check_status(status: int, address: str) -> None:
    """Refuse what is no answer to be passed on."""
    if status in (204, 205, 304) or not 200 <= status < 600:
        raise Refusal(
            502,
            "no-answer",
            f"{address} answered without any content ({status}). Check that it is the address of a"
            " model endpoint.",
        )
    if 300 <= status < 400:
        raise Refusal(
            502,
            "redirected",
            f"{address} sends requests elsewhere. Enter the address that it sends them to, if you"
            " trust it.",
        )


def in_words(error: Exception, host: str) -> Refusal:
    """What went wrong on the way to ``host``, for people."""
    if isinstance(error, Refusal):
        return error
    where = f"The model endpoint at {host}"
    late = isinstance(error, (asyncio.TimeoutError, httpx.TimeoutException))
    if late and not isinstance(error, httpx.ConnectTimeout):
        return Refusal(504, "timeout", f"{where} did not answer in time.")
    if isinstance(error, httpx.ProxyError):
        return Refusal(
            502,
            "proxy-variable",
            f"The proxy on the way to {host} does not let requests through. Correct the proxy's"
            " address in the environment of the Jupyter server (HTTPS_PROXY, ALL_PROXY), or add"
            f" {host} to NO_PROXY.",
        )
    causes = list(causes_of(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        why = next((WHY.get(getattr(c, "verify_code", None), "") for c in causes if c), "")
        return Refusal(
            502,
            "certificate",
            f"{where} shows a certificate that is not trusted here{why}. Where it belongs to your"
            " organisation, name the file of its authority in SSL_CERT_FILE where the Jupyter"
            " server starts.",
        )
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
        why = next((why for cause in causes if (why := why_not_there(cause))), "")
        return Refusal(
            502,
            "unreachable",
            f"{where} cannot be reached: {why or 'the connection could not be made'}.",
        )
    if isinstance(error, (httpx.RemoteProtocolError, httpx.NetworkError)):
        return Refusal(
            502,
            "broken-off",
            f"{where} cannot be reached: it broke the connection off, or speaks no HTTP there.",
        )
    return Refusal(
        500,
        "own-fault",
        f"jupyterlab-aide itself failed on the way to the model endpoint at {host}"
        f" ({type(error).__name__}); the endpoint is not to blame. The log of the Jupyter server"
        " says where.",
    )


#: By OpenSSL's code of what is wrong with a certificate.
WHY = {
    10: ", because it has expired",
    18: ", because it is signed by itself",
    19: ", because an authority that is not known here signed it",
    20: ", because an authority that is not known here signed it",
    62: ", because it is made out to another name",
}


def causes_of(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def why_not_there(cause: BaseException) -> str:
    """Why no connection could be made, if this says so."""
    if isinstance(cause, httpx.ConnectTimeout):
        return "it does not answer"
    if isinstance(cause, socket.gaierror):
        return "its name is not known"
    if not isinstance(cause, OSError):
        return ""
    return {
        errno.ECONNREFUSED: "nothing listens there",
        errno.ENETUNREACH: "there is no network to it",
        errno.EHOSTUNREACH: "there is no way to its host",
        errno.ETIMEDOUT: "it does not answer",
    }.get(cause.errno or 0, "")
