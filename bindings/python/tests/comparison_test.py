import json
from pathlib import Path

import pytest

import idsxml
from idsxml import DifferenceKind


def with_password(password: str) -> str:
    return f"""<server xmlns="urn:jboss:domain:14.0">
    <profile>
        <subsystem xmlns="urn:jboss:domain:mail:4.0">
            <mail-session name="default" jndi-name="java:jboss/mail/Default">
                <smtp-server outbound-socket-binding-ref="mail-smtp" username="me" password="{password}"/>
            </mail-session>
        </subsystem>
    </profile>
</server>
"""


def test_says_in_what_two_differ(keycloak_12: bytes, keycloak_15: bytes) -> None:
    diff = idsxml.diff(keycloak_12, keycloak_15)
    assert not diff.means_the_same
    jdr = next(each for each in diff.differences if each.address == "/extension=org.jboss.as.jdr")
    assert jdr.kind == DifferenceKind.REMOVED
    assert jdr.position_before and jdr.position_before.line == 11
    assert jdr.position_after is None
    health = next(each for each in diff.differences if each.address == "/subsystem=health")
    assert [(each.name, each.value) for each in health.attributes] == [("security-enabled", "false")]
    changed = next(each for each in diff.differences if each.kind == DifferenceKind.CHANGED)
    assert changed.attribute and changed.before != changed.after


def test_layout_is_no_difference(keycloak_12: bytes) -> None:
    diff = idsxml.diff(keycloak_12, keycloak_12.replace(b"    ", b"\t"))
    assert diff.means_the_same
    assert diff.differences == ()


def test_secrets_are_stars_unless_asked_for() -> None:
    hidden = idsxml.diff(with_password("one"), with_password("two")).differences
    assert "one" not in str([each.before for each in hidden])
    shown = idsxml.diff(with_password("one"), with_password("two"), show_secrets=True).differences
    assert [(each.before, each.after) for each in shown] == [("one", "two")]


def test_says_what_was_changed_since_the_installation(testdata: Path) -> None:
    folder = testdata / "against/keycloak-12"
    stock = idsxml.diff_against((folder / "standalone.stock.xml").read_bytes(), "keycloak:12")
    assert stock.means_the_same
    changed = (folder / "standalone.xml").read_bytes()
    diff = idsxml.diff_against(changed, "keycloak:12")
    assert "/subsystem=datasources/data-source=AppDS" in [each.address for each in diff.differences]
    assert diff.differences == idsxml.diff_against(changed, "keycloak:12", profile="standalone").differences
    assert len(idsxml.diff_against(changed, "keycloak:12", profile="ha").differences) > len(diff.differences)
    with pytest.raises(idsxml.Error, match="DIF00"):
        idsxml.diff_against(changed, "keycloak:12", profile="nonsense")


@pytest.mark.parametrize("format", ["text", "json", "markdown", "html", "cli"])
def test_reports_are_those_of_the_program(format: str, keycloak_12: bytes, keycloak_15: bytes) -> None:
    assert "jdr" in idsxml.diff(keycloak_12, keycloak_15).report(format, before="old.xml", after="new.xml")


def test_three_ways() -> None:
    three_way = idsxml.three_way(with_password("base"), with_password("mine"), with_password("theirs"))
    assert [each.mine.attribute for each in three_way.collisions] == ["password"]
    assert (three_way.mine, three_way.theirs, three_way.both) == ((), (), ())

    same = idsxml.three_way(with_password("base"), with_password("new"), with_password("new"), show_secrets=True)
    assert [each.after for each in same.both] == ["new"]
    assert json.loads(same.report("json"))

    mine = idsxml.three_way(with_password("base"), with_password("new"), with_password("base"))
    assert len(mine.mine) == 1 and mine.theirs == ()


def test_three_ways_tell_what_a_resource_has() -> None:
    def attributes(difference: idsxml.Difference) -> dict[str, str]:
        return {each.name: each.value for each in difference.attributes}

    base = with_password("same")
    mine = base.replace("</subsystem>", '<mail-session name="new" jndi-name="java:b" debug="true"/></subsystem>')
    for sides, both in (((mine, base), "mine"), ((base, mine), "theirs"), ((mine, mine), "both")):
        (added,) = getattr(idsxml.three_way(base, *sides), both)
        assert added.kind == DifferenceKind.ADDED
        assert attributes(added) == {"jndi-name": "java:b", "debug": "true"}

    (collision,) = idsxml.three_way(base, mine, mine.replace("java:b", "java:c")).collisions
    assert attributes(collision.mine)["jndi-name"] == "java:b"
    assert attributes(collision.theirs)["jndi-name"] == "java:c"


def test_merges_what_both_sides_did(keycloak_12: bytes) -> None:
    mine = keycloak_12.replace(b'<extension module="org.jboss.as.jdr"/>', b'<extension module="org.jboss.as.xts"/>')
    theirs = keycloak_12.replace(b"</server>", b"<!-- theirs --></server>", 1)
    merged = idsxml.merge(keycloak_12, mine, theirs)
    assert merged.conflicts == ()
    assert b"org.jboss.as.xts" in merged.bytes and b"<!-- theirs -->" in merged.bytes


def test_marks_conflicts_as_git_does() -> None:
    merged = idsxml.merge(
        with_password("base"),
        with_password("mine"),
        with_password("theirs"),
        mine_label="ours",
        theirs_label="upstream",
    )
    lines = merged.bytes.splitlines()
    assert len(merged.conflicts) == 1
    assert lines[merged.conflicts[0] - 1] == b"<<<<<<< ours"
    assert b">>>>>>> upstream" in lines
