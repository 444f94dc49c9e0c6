"""What people and programs do with a running Keycloak: administer it by its REST API, and log in."""

import html
import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request

CALLBACK = "http://127.0.0.1/callback"  # nobody listens there: what stands in the redirection is all that is wanted
PATIENCE = 120


class Refused(Exception):
    """The server answered, and said no."""


class NoRedirection(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Keycloak:
    """A running server; `address` is that of its web context, without a slash at the end."""

    def __init__(self, address):
        self.address = address

    def token(self, realm, form):
        """The answer of a realm's token endpoint."""
        body = urllib.parse.urlencode(form).encode()
        return self._json(urllib.request.Request(f"{self.address}/realms/{realm}/protocol/openid-connect/token", body))

    def password_token(self, realm, client, user, password):
        """The answer to a user's name and password; `client` is a dictionary of client_id and client_secret."""
        return self.token(realm, {"grant_type": "password", "username": user, "password": password, "scope": "openid", **client})

    def refreshed_token(self, realm, client, token):
        """The answer to a refresh token, that is to a session or an offline session which the server still knows."""
        return self.token(realm, {"grant_type": "refresh_token", "refresh_token": token, **client})

    def user_info(self, realm, token):
        """What the server says of the bearer of a token."""
        address = f"{self.address}/realms/{realm}/protocol/openid-connect/userinfo"
        return self._json(urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"}))

    def administer(self, token, method, path, body=None):
        """One call of the admin REST API; `path` follows /admin/realms. The answer is JSON or None."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        address = f"{self.address}/admin/realms{urllib.parse.quote(path, safe='/?=&')}"
        return self._json(urllib.request.Request(address, data, headers, method=method))

    def _json(self, request):
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                content = answer.read()
        except urllib.error.HTTPError as error:
            raise Refused(f"{request.get_method()} {request.full_url}: {error.code} {error.read().decode(errors='replace')}") from error
        return json.loads(content) if content else None


class Browser:
    """A person at a browser without scripts: follows redirections, keeps cookies, fills in forms."""

    def __init__(self):
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies, NoRedirection())

    def visit(self, address, form=None):
        """The page at the end of the redirections, or the address of the callback when it comes to that."""
        for _ in range(20):
            if address.startswith(CALLBACK):
                return address
            body = None if form is None else urllib.parse.urlencode(form).encode()
            try:
                with self.opener.open(address, body, PATIENCE) as answer:
                    return answer.read().decode()
            except urllib.error.HTTPError as error:
                if error.code not in (301, 302, 303, 307):
                    raise Refused(f"{address}: {error.code} {error.read().decode(errors='replace')}") from error
                address, form = urllib.parse.urljoin(address, error.headers["Location"]), None
        raise Refused(f"{address}: redirected without end")

    def log_in_by_broker(self, keycloak, realm, client, provider, user, password):
        """Logs in at the realm `provider`, sent there by `realm`: the token of `realm`, and the page on which the password was asked for."""
        query = {"response_type": "code", "scope": "openid", "redirect_uri": CALLBACK, "kc_idp_hint": provider, **client}
        page = self.visit(f"{keycloak.address}/realms/{realm}/protocol/openid-connect/auth?{urllib.parse.urlencode(query)}")
        end = self.visit(form_action(page), {"username": user, "password": password})
        if not end.startswith(CALLBACK):
            raise Refused(f"{user} is not logged in: {plain_text(end)}")
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(end).query)["code"][0]
        return keycloak.token(realm, {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, **client}), page


def form_action(page):
    """Where the page's form goes."""
    found = re.search(r'<form\b[^>]*\baction="([^"]*)"', page)
    if not found:
        raise Refused(f"a page without a form: {plain_text(page)}")
    return html.unescape(found.group(1))


def plain_text(page):
    """A page as a person reads it, for messages."""
    body = re.sub(r"(?s)<(script|style|head)\b.*?</\1>|<[^>]*>", " ", page)
    return " ".join(html.unescape(body).split())
