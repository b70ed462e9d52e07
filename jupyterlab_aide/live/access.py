"""How engines reach the server that started them: by a port of their own, with tokens of their own.

Whatever the server's own way in is (a token, a password, a hub, a certificate, a unix socket), an
engine uses plain HTTP on loopback, where nothing answers but to a token that is made for that one
engine, known to this process alone, and void as soon as the engine has ended. The engine is then
the person who started it, with that person's rights and no more.
"""

import secrets
from typing import Any

from jupyter_server.auth import User
from jupyter_server.utils import url_path_join
from tornado import httpserver, netutil
from tornado.httputil import HTTPServerRequest
from tornado.routing import Router


class EngineAccess:
    """Lets this server's engines in."""

    def __init__(self, app: Any):
        """Teach the identity provider of the Jupyter server ``app`` to know engines."""
        self._app = app
        self._users: dict[str, User] = {}
        self._server: httpserver.HTTPServer | None = None
        self._port = 0
        self._teach(app.identity_provider)

    def admit(self, user: User) -> str:
        """A token for an engine that is to act as ``user``."""
        token = secrets.token_urlsafe(32)
        self._users[token] = user
        return token

    def dismiss(self, token: str) -> None:
        """Let it in no more."""
        self._users.pop(token, None)

    def is_engine(self, request: HTTPServerRequest) -> bool:
        """Whether a request comes from an engine."""
        return self._user(request) is not None

    def url(self) -> str:
        """The address of this server for engines; the port is opened when it is first wanted."""
        if self._server is None:
            (socket,) = netutil.bind_sockets(0, "127.0.0.1")
            self._server = httpserver.HTTPServer(
                _EnginesAlone(self),
                max_body_size=self._app.max_body_size,
                max_buffer_size=self._app.max_buffer_size,
            )
            self._server.add_socket(socket)
            self._port = socket.getsockname()[1]
        return url_path_join(f"http://127.0.0.1:{self._port}", self._app.base_url)

    def close(self) -> None:
        """Close the port."""
        if self._server:
            self._server.stop()
            self._server = None

    def _teach(self, provider: Any) -> None:
        get_user = provider.get_user
        is_token_authenticated = provider.is_token_authenticated

        def user_or_engine(handler: Any) -> Any:
            user = self._user(handler.request)
            if user is None:
                return get_user(handler)
            # What a page of another origin could not send needs no XSRF cookie. Said of the
            # handler as well as below: JupyterHub asks the one, Jupyter's own check the other.
            handler._token_authenticated = True
            return user

        def by_any_token(handler: Any) -> bool:
            return self.is_engine(handler.request) or is_token_authenticated(handler)

        provider.get_user = user_or_engine
        provider.is_token_authenticated = by_any_token

    def _user(self, request: HTTPServerRequest) -> User | None:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() not in ("token", "bearer"):
            # As for Jupyter's own sockets, to which browsers' clients can add no header.
            token = request.query_arguments.get("token", [b""])[-1].decode("latin-1")
        # Their number of bits makes it needless to compare tokens in constant time.
        return self._users.get(token.strip())

    def find_handler(self, request: HTTPServerRequest) -> Any:
        """What answers a request on the engines' port."""
        return self._app.web_app.find_handler(request) if self.is_engine(request) else None


class _EnginesAlone(Router):
    """Routes engines' requests to the server, and nobody else's."""

    def __init__(self, access: EngineAccess):
        self._access = access

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        return self._access.find_handler(request)
