from pathlib import Path

from scenario import transcript


def test_says_what_all_languages_say(testdata: Path) -> None:
    expected = (testdata / "scenario/expected.txt").read_text(encoding="utf-8")
    assert transcript(testdata).splitlines() == expected.splitlines()
