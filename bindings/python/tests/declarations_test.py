import importlib.metadata
from pathlib import Path

import idsxml
from idsxml._native import lib


def test_all_functions_of_the_library_are_declared_and_there(testdata: Path) -> None:
    exported = (testdata.parent / "bindings/symbols.txt").read_text().split()
    functions = [name for name in dir(lib) if name.startswith("idsxml_")]
    assert sorted(functions) == sorted(exported)
    assert all(callable(getattr(lib, name)) for name in functions)


def test_the_package_has_the_version_of_the_library() -> None:
    assert idsxml.__version__ == importlib.metadata.version("idsxml")
