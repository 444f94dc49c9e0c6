"""Reprs and errors end in logs."""

import idsxml

SECRET = "Geheimnis"
CONFIGURATION = f"""<server xmlns="urn:jboss:domain:14.0">
    <extensions>
        <extension module="org.keycloak.keycloak-server-subsystem"/>
    </extensions>
    <management>
        <security-realms><security-realm name="a"><server-identities><ssl>
            <keystore path="a.jks" keystore-password="{SECRET}"/></ssl></server-identities></security-realm></security-realms>
    </management>
    <profile>
        <subsystem xmlns="urn:jboss:domain:datasources:6.0">
            <datasources>
                <datasource jndi-name="java:jboss/datasources/KeycloakDS" pool-name="KeycloakDS">
                    <connection-url>jdbc:h2:mem:test</connection-url>
                    <security><user-name>sa</user-name><password>{SECRET}</password></security>
                </datasource>
            </datasources>
        </subsystem>
        <subsystem xmlns="urn:jboss:domain:mail:4.0">
            <mail-session name="default" jndi-name="java:jboss/mail/Default">
                <smtp-server outbound-socket-binding-ref="mail-smtp" username="me" password="{SECRET}"/>
            </mail-session>
        </subsystem>
        <subsystem xmlns="urn:jboss:domain:keycloak-server:1.1"/>
    </profile>
</server>
"""


def test_no_repr_has_a_secret() -> None:
    configuration = idsxml.Configuration.parse(CONFIGURATION)
    migration = idsxml.migrate(configuration, to="keycloak:15")
    lint = idsxml.lint(configuration, to="keycloak:15")
    diff = idsxml.diff(CONFIGURATION, CONFIGURATION.replace(SECRET, "other" + SECRET), show_secrets=True)
    against = idsxml.diff_against(CONFIGURATION, "keycloak:12", show_secrets=True)
    assert migration.findings and lint.findings and diff.differences and against.differences
    for value in (configuration, migration, migration.findings, migration.edits, lint, lint.findings):
        assert SECRET not in repr(value)
    for compared in (diff, against):
        assert SECRET not in repr(compared) and SECRET not in repr(compared.differences)


def test_no_repr_of_three_ways_has_a_secret() -> None:
    session = f'<mail-session name="new"><smtp-server username="me" password="{SECRET}"/></mail-session>'
    added = CONFIGURATION.replace("<mail-session", session + "<mail-session", 1)
    for shown in (False, True):
        here = idsxml.three_way(CONFIGURATION, added, CONFIGURATION, show_secrets=shown)
        other = added.replace('username="me"', 'username="you"', 1)
        there = idsxml.three_way(CONFIGURATION, added, other, show_secrets=shown)
        attributes = [each.value for difference in here.mine for each in difference.attributes]
        assert (SECRET in attributes) == shown
        assert there.collisions
        assert SECRET not in repr(here.mine) and SECRET not in repr(there.collisions)


def test_no_line_of_a_finding_has_a_secret() -> None:
    lines = [finding.line for finding in idsxml.lint(CONFIGURATION, to="keycloak:15").findings]
    lines += [finding.line for finding in idsxml.migrate(CONFIGURATION, to="keycloak:15").findings]
    assert lines and SECRET not in "".join(lines)


def test_no_error_has_a_secret() -> None:
    broken = CONFIGURATION.replace('username="me"', "username=me")
    try:
        idsxml.migrate(broken, to="keycloak:15")
    except idsxml.Error as error:
        assert error.code == "XML028"
        assert SECRET not in str(error) and SECRET not in repr(error)
    else:
        raise AssertionError("it is well-formed")
