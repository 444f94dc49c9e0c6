"""The realm that is upgraded: a shop's, whose customers may also log in at a partner's realm, and how both are used."""

import keycloak

ADMINISTRATOR, ADMINISTRATOR_PASSWORD = "admin", "Adm1n & co"
REALM, PARTNER = "shop", "partner"
THEME = "shop-theme"
PASSWORD = 'näht "1" \\ $x'
SERVICE = {"client_id": "shop-service", "client_secret": "service-s3cret"}
WEB = {"client_id": "shop-web"}
BROKER_SECRET = "broker-s3cret"
FIRST_LOGIN = "shop first login"
KNOWN, UNKNOWN = "bernard", "chloe"  # the partner's users: one logs in before the upgrade, the other for the first time after it
LOCAL = "alice"


def administrator(server):
    client = {"client_id": "admin-cli"}
    return server.password_token("master", client, ADMINISTRATOR, ADMINISTRATOR_PASSWORD)["access_token"]


def create(server):
    """Both realms, by the admin REST API."""
    token = administrator(server)

    def call(method, path, body=None):
        return server.administer(token, method, path, body)

    call("POST", "", {"realm": PARTNER, "enabled": True})
    for user in (KNOWN, UNKNOWN):
        call("POST", f"/{PARTNER}/users", person(user))
    call("POST", f"/{PARTNER}/clients", {
        "clientId": REALM, "secret": BROKER_SECRET, "redirectUris": [f"{server.address}/realms/{REALM}/broker/{PARTNER}/endpoint"],
    })  # fmt: skip

    call("POST", "", {
        "realm": REALM, "enabled": True, "displayName": "Größe & Co", "loginTheme": THEME, "registrationAllowed": True,
        "bruteForceProtected": True, "passwordPolicy": "hashIterations(20000) and length(8)", "eventsEnabled": True,
        "internationalizationEnabled": True, "supportedLocales": ["de", "en"], "defaultLocale": "de",
        "accessTokenLifespan": 900, "smtpServer": {"host": "mail.example.org", "from": "shop@example.org", "auth": "true",
                                                   "user": "shop", "password": "mail-s3cret"},
    })  # fmt: skip
    call("POST", f"/{REALM}/roles", {"name": "customer", "description": "buys"})
    call("POST", f"/{REALM}/roles", {"name": "clerk"})
    call("POST", f"/{REALM}/roles/clerk/composites", [call("GET", f"/{REALM}/roles/customer")])
    call("POST", f"/{REALM}/groups", {"name": "staff", "attributes": {"floor": ["2"]}})
    call("POST", f"/{REALM}/client-scopes", {"name": "loyalty", "protocol": "openid-connect"})
    call("POST", f"/{REALM}/clients", {
        "clientId": SERVICE["client_id"], "secret": SERVICE["client_secret"], "serviceAccountsEnabled": True,
        "directAccessGrantsEnabled": True, "standardFlowEnabled": False, "authorizationServicesEnabled": True,
    })  # fmt: skip
    call("POST", f"/{REALM}/clients", {
        "clientId": WEB["client_id"], "publicClient": True, "redirectUris": [keycloak.CALLBACK],
        "protocolMappers": [{"name": "groups", "protocol": "openid-connect", "protocolMapper": "oidc-group-membership-mapper",
                             "config": {"claim.name": "groups", "full.path": "false", "id.token.claim": "true"}}],
    })  # fmt: skip
    call("POST", f"/{REALM}/clients", {"clientId": "shop-saml", "protocol": "saml", "redirectUris": ["https://saml.example.org/*"]})
    call("POST", f"/{REALM}/users", person(LOCAL) | {"groups": ["/staff"], "attributes": {"customer-number": ["4711"]}})
    alice = call("GET", f"/{REALM}/users?username={LOCAL}")[0]["id"]
    call("POST", f"/{REALM}/users/{alice}/role-mappings/realm", [call("GET", f"/{REALM}/roles/clerk")])
    broker(call, server.address)
    call("POST", f"/{REALM}/components", {
        "name": "directory", "providerId": "ldap", "providerType": "org.keycloak.storage.UserStorageProvider",
        "config": {"enabled": ["false"], "vendor": ["other"], "connectionUrl": ["ldap://ldap.example.org"], "usersDn": ["ou=people,dc=example"],
                   "authType": ["simple"], "bindDn": ["cn=reader"], "bindCredential": ["ldap-s3cret"], "editMode": ["READ_ONLY"],
                   "usernameLDAPAttribute": ["uid"], "rdnLDAPAttribute": ["uid"], "uuidLDAPAttribute": ["entryUUID"],
                   "userObjectClasses": ["inetOrgPerson"], "searchScope": ["1"]},
    })  # fmt: skip


def broker(call, address):
    """The partner's realm as identity provider, with a First Broker Login flow of one's own that asks nothing of people who are new."""
    call("POST", f"/{REALM}/authentication/flows/first broker login/copy", {"newName": FIRST_LOGIN})
    flow = f"/{REALM}/authentication/flows/{FIRST_LOGIN}/executions"
    for execution in call("GET", flow):
        if execution.get("providerId") == "idp-review-profile":
            call("PUT", flow, execution | {"requirement": "DISABLED"})
    partner = f"{address}/realms/{PARTNER}/protocol/openid-connect"
    call("POST", f"/{REALM}/identity-provider/instances", {
        "alias": PARTNER, "providerId": "oidc", "enabled": True, "firstBrokerLoginFlowAlias": FIRST_LOGIN, "storeToken": True,
        "config": {"clientId": REALM, "clientSecret": BROKER_SECRET, "clientAuthMethod": "client_secret_post", "syncMode": "IMPORT",
                   "authorizationUrl": f"{partner}/auth", "tokenUrl": f"{partner}/token", "userInfoUrl": f"{partner}/userinfo"},
    })  # fmt: skip
    call("POST", f"/{REALM}/identity-provider/instances/{PARTNER}/mappers", {
        "name": "everyone buys", "identityProviderAlias": PARTNER, "identityProviderMapper": "oidc-hardcoded-role-idp-mapper",
        "config": {"role": "customer", "syncMode": "INHERIT"},
    })  # fmt: skip


def person(name):
    credentials = [{"type": "password", "value": PASSWORD, "temporary": False}]
    return {
        "username": name, "email": f"{name}@example.org", "firstName": name.capitalize(), "lastName": "Müller", "enabled": True,
        "emailVerified": True, "credentials": credentials,
    }  # fmt: skip


def log_in(server):
    """A customer's tokens, for name and password."""
    return server.password_token(REALM, SERVICE, LOCAL, PASSWORD)


def log_in_by_partner(server, user):
    """A partner's user's tokens; the partner's page asks for the password."""
    return keycloak.Browser().log_in_by_broker(server, REALM, WEB, PARTNER, user, PASSWORD)


def log_in_offline(server):
    """An offline token: a session that outlives the server, for it is kept in the database."""
    return server.password_token(REALM, SERVICE | {"scope": "openid offline_access"}, LOCAL, PASSWORD)["refresh_token"]


def refresh_offline(server, token):
    """New tokens for an offline token."""
    return server.refreshed_token(REALM, SERVICE, token)
