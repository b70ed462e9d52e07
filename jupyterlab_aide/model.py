"""Which model endpoint is used, and its key: as the administrator or a person set it.

A key belongs to the address that it was given for and is never sent to another.
"""

import ipaddress
import json
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .errors import Refusal
from .given import clean_address, clean_key, is_near
from .learned import Learned
from .private import write_private

OPENAI = "https://api.openai.com/v1"


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible endpoint, and what is used there."""

    base_url: str
    api_key: str | None = None
    model: str | None = None
    #: Prices per million tokens, in whatever currency the person thinks in.
    price_in: float | None = None
    price_out: float | None = None

    def __repr__(self) -> str:
        """Leave the key out of whatever is printed."""
        return f"Endpoint({self.base_url!r}, model={self.model!r})"

    def with_gaps_filled(self, other: "Endpoint | None") -> "Endpoint":
        """Take what is unset here from ``other``, where that is the same address."""
        if other is None or other.base_url != self.base_url:
            return self
        gaps = [field.name for field in fields(self) if getattr(self, field.name) is None]
        return replace(self, **{name: getattr(other, name) for name in gaps})

    @property
    def is_safe_for_keys(self) -> bool:
        """Whether nobody between here and there can read a key."""
        url = urlsplit(self.base_url)
        if url.scheme == "https" or url.hostname == "localhost":
            return True
        try:
            return ipaddress.ip_address(url.hostname or "").is_loopback
        except ValueError:
            return False


class ModelSettings:
    """The endpoint in use, out of three layers: administrator, stored, usual environment.

    The first layer that is there gives the address. Whatever it leaves open comes from the next
    one with the same address.
    """

    def __init__(
        self,
        path: Path,
        fixed: Endpoint | None = None,
        fixed_by: str = "configuration",
        usual: Endpoint | None = None,
        allow_insecure_key: bool = False,
        wrong: Refusal | None = None,
    ):
        """Store into ``path``; ``fixed`` is the administrator's, ``usual`` the environment's,
        ``wrong`` what is the matter with either."""
        self._path = path
        self._fixed = fixed
        self._fixed_by = fixed_by
        self._usual = usual
        self._allow_insecure_key = allow_insecure_key
        self._wrong = wrong
        self._learned = Learned(path.with_name("learned.json"))

    def endpoint(self) -> Endpoint | None:
        """The endpoint in use, its key included; ``None`` where there is none.

        Raises ``Refusal`` where the stored settings cannot be read, or where there are none and
        what the environment or the configuration holds is no endpoint.
        """
        stored = self._read()
        first = self._fixed or stored or self._usual
        if first is None and self._wrong:
            raise self._wrong
        return first and first.with_gaps_filled(stored).with_gaps_filled(self._usual)

    def describe(self) -> dict[str, Any]:
        """The settings for a client: all but the key."""
        problem = None
        try:
            endpoint = self.endpoint()
        except Refusal as refusal:
            if refusal is not self._wrong:
                raise
            endpoint, problem = None, refusal.message
        if self._fixed:
            source = self._fixed_by
        elif endpoint is None:
            source = "none"
        else:
            source = "stored" if self._read() else "environment"
        return {
            "baseUrl": endpoint and endpoint.base_url,
            "hasKey": bool(endpoint and endpoint.api_key),
            "model": endpoint and endpoint.model,
            "source": source,
            "locked": self._fixed is not None,
            "problem": problem,
            "near": bool(endpoint and is_near(urlsplit(endpoint.base_url).hostname or "")),
            "learned": self._learned.of(endpoint.base_url) if endpoint else {},
            "prices": {
                "in": endpoint and endpoint.price_in,
                "out": endpoint and endpoint.price_out,
            },
        }

    def update(self, body: dict[str, Any]) -> None:
        """Store what a client sent: ``{baseUrl, apiKey?, model?, prices?}``.

        What is missing stays as it is stored if the address is the same; ``null`` removes it.
        Raises ``Refusal`` where something is wrong with it or it is not the client's to set.
        """
        address = clean_address(body["baseUrl"])
        changes = parse(body)
        if self._fixed:
            self._refuse_what_is_fixed(address, changes)
        try:
            stored = self._read()
        except Refusal:
            stored = None  # What cannot be read is overwritten.
        old = stored if stored and stored.base_url == address else Endpoint(address)
        if changes.get("model", old.model) != old.model:
            old = replace(old, price_in=None, price_out=None)
        new = replace(old, **changes)
        if new.api_key and not (new.is_safe_for_keys or self._allow_insecure_key):
            raise Refusal(
                400,
                "insecure-key",
                f"The key would travel to {address} where others can read it. Use https, leave the"
                " key empty, or have the administrator set AideExtension.allow_insecure_key.",
            )
        self._write(new)

    def learn(self, model: str, facts: Any) -> None:
        """Keep what a run found out about a model at the endpoint in use."""
        endpoint = self.endpoint()
        if endpoint:
            self._learned.add(endpoint.base_url, model, facts)

    def forget(self) -> None:
        """Remove what is stored."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error

    def _refuse_what_is_fixed(self, address: str, changes: dict[str, Any]) -> None:
        fixed = self._fixed
        taken = (
            address != fixed.base_url
            or (fixed.api_key and changes.get("api_key"))
            or (fixed.model and changes.get("model", fixed.model) != fixed.model)
        )
        if taken:
            raise Refusal(
                403,
                "locked",
                f"This server's administrator has set the model endpoint to {fixed.base_url};"
                " it cannot be changed here.",
            )

    def _read(self) -> Endpoint | None:
        try:
            body = json.loads(self._path.read_text("utf-8"))
            return Endpoint(clean_address(body["baseUrl"]), **parse(body))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, Refusal) as error:
            raise Refusal(
                500,
                "unreadable-settings",
                f"The model settings in {self._path} cannot be read. Connect the model again,"
                " which replaces them.",
            ) from error

    def _write(self, endpoint: Endpoint) -> None:
        """Replace the file in one step; nobody but its owner may read it."""
        body = {
            "baseUrl": endpoint.base_url,
            "apiKey": endpoint.api_key,
            "model": endpoint.model,
            "prices": {"in": endpoint.price_in, "out": endpoint.price_out},
        }
        try:
            write_private(self._path, body)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> Refusal:
        return Refusal(
            500,
            "unwritable-settings",
            f"The model settings in {self._path} cannot be changed ({error.strerror}). Make that"
            " folder writable, or set AIDE_BASE_URL and AIDE_API_KEY in the server's environment.",
        )


def parse(body: dict[str, Any]) -> dict[str, Any]:
    """The fields of an ``Endpoint`` that a JSON object holds, checked; the address left out."""
    changes: dict[str, Any] = {}
    if "apiKey" in body:
        changes["api_key"] = clean_key(_text(body, "apiKey") or "")
    if "model" in body:
        changes["model"] = _text(body, "model")
    if "prices" in body:
        prices = body["prices"] or {}
        for name in ("in", "out"):
            price = prices.get(name) if isinstance(prices, dict) else prices
            if price is not None and not (type(price) in (int, float) and 0 <= price < 1e9):
                raise Refusal(400, "bad-prices", "A price must be a number, zero or more.")
            changes[f"price_{name}"] = price
    return changes


def _text(body: dict[str, Any], name: str) -> str | None:
    value = body[name]
    if value is not None and not isinstance(value, str):
        raise Refusal(400, "bad-request", f"{name} must be text or null.")
    return (value or "").strip() or None
