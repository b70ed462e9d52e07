"""What people give as a key or an address, cleaned and checked at one place for all ways in."""

import ipaddress
import re
from urllib.parse import urlsplit

from .errors import Refusal

#: What copying, files and mounted secrets leave around a value.
AROUND = " \t\r\n\v\f\0\ufeff\u200b\u200c\u200d\u2060\xa0\"'`“”„‟‘’‚‛«»"
EXAMPLE = "It should look like https://api.example.com/v1 or http://localhost:11434/v1."


def clean_key(text: str, name: str = "The key") -> str | None:
    """A key as it is sent; ``None`` where there is none.

    ``name`` is what the person knows it by, such as the variable. Raises ``Refusal``, which never
    repeats the key.
    """
    key = text.strip(AROUND)
    key = re.sub(r"^(authorization\s*:\s*)?bearer\s+", "", key, flags=re.I).strip(AROUND)
    if not re.fullmatch(r"[\x21-\x7e]*", key):
        what = "blanks or line ends" if re.search(r"\s", key) else "characters"
        raise Refusal(
            400, "bad-key", f"{name} holds {what} that no key has. Copy the key once more."
        )
    return key or None


def clean_address(text: str, name: str = "The model endpoint's address") -> str:
    """The address in the one spelling that is compared and stored.

    ``name`` is what the person knows it by. Raises ``Refusal`` where it is none.
    """
    text = text.strip(AROUND)
    if re.match(r"^[\w.-]+(:\d+)?(/|$)", text) and not re.match(r"^(https?|file|ftp):", text):
        scheme = "http" if is_near(text.split("/")[0].rsplit(":", 1)[0]) else "https"
        raise Refusal(
            400, "bad-base-url", f"{name} lacks its beginning. Perhaps {scheme}://{text} is meant."
        )
    try:
        url = urlsplit(text)
        valid = (
            url.scheme in ("http", "https")
            and url.hostname
            and url.hostname.encode("idna")
            and url.port != 0
            and text.isprintable()
            and " " not in text
        )
    except ValueError:
        valid = False
    if not valid:
        raise Refusal(400, "bad-base-url", f"{name} is not a URL. {EXAMPLE}")
    if url.username or url.password or url.query or url.fragment:
        raise Refusal(
            400,
            "bad-base-url",
            f"{name} must not hold a user name, a password, a query or a fragment; a key is given"
            f" apart. {EXAMPLE}",
        )
    # What many documents show in full.
    path = re.sub(r"/(chat/)?completions$|/models$", "", url.path.rstrip("/"))
    return url._replace(netloc=url.netloc.lower(), path=path).geturl()


def is_near(host: str) -> bool:
    """Whether a host is this machine or one beside it, to which no proxy leads."""
    host = host.strip("[]").rstrip(".").lower()
    try:
        address = ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return "." not in host or host.endswith((".local", ".localhost", ".internal"))
    return address.is_private or address.is_loopback or address.is_link_local
