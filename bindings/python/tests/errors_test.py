import pickle

import pytest

import idsxml


def error_of(data: idsxml.Input) -> idsxml.Error:
    with pytest.raises(idsxml.Error) as raised:
        idsxml.migrate(data, to="keycloak:15")
    return raised.value


def test_says_what_where_and_what_to_do() -> None:
    error = error_of('<server xmlns="urn:jboss:domain:14.0">\n\t<ä b=>\n')
    assert error.code == "XML028"
    assert error.position == idsxml.Position(offset=46, line=2, column=7)
    assert str(error.in_file("standalone.xml")).splitlines() == [
        "standalone.xml:2:7: error[XML028]: the value of the attribute b of <ä> is not in quotes",
        "2 | \t<ä b=>",
        "  | \t     ^",
        'help: Put the value in quotes: name="value".',
    ]


def test_what_is_nowhere_has_no_place(keycloak_12: bytes) -> None:
    with pytest.raises(idsxml.Error) as raised:
        idsxml.migrate(keycloak_12, to="jetty:9")
    assert raised.value.position is None
    assert str(raised.value).startswith("error[CLI102]: ")


def test_a_long_line_is_quoted_around_its_place() -> None:
    error = error_of('<server xmlns="urn:jboss:domain:14.0">' + "<a/>" * 1000 + "<b c=>")
    quoted, under = str(error).splitlines()[1:3]
    assert len(quoted) < 120
    assert quoted[under.index("^")] == ">"


def test_survives_pickling() -> None:
    error = error_of("<server")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_nul_in_a_text_is_refused(keycloak_12: bytes) -> None:
    with pytest.raises(ValueError, match="NUL"):
        idsxml.migrate(keycloak_12, to="keycloak:15\0:16")
    assert error_of(keycloak_12 + b"\0").code == "XML016"


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", "<server/>", b"\x00" * 10_000])
def test_whatever_comes_is_an_error_and_no_crash(data: idsxml.Input) -> None:
    assert error_of(data).code
    with pytest.raises(idsxml.Error):
        idsxml.lint(data, to="keycloak:15")
