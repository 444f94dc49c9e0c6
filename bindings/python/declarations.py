"""Makes the module idsxml._abi from the C header, so that there is no second list of its functions and structures."""

import re
import sys
from pathlib import Path

import cffi


def declarations(header: str) -> str:
    """What the header declares, without what is there for the preprocessor or for C++."""
    text = re.sub(r"/\*.*?\*/", "", header, flags=re.DOTALL).replace("\\\n", " ")
    text = re.sub(r"^#ifdef __cplusplus$.*?^#(else|endif)$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"^#.*$", "", text, flags=re.MULTILINE)
    return re.sub(r"\bIDSXML_(API|NOEXCEPT)\b", "", text)


def main(header: str, module: str) -> None:
    ffi = cffi.FFI()
    ffi.cdef(declarations(Path(header).read_text(encoding="utf-8")))
    ffi.set_source("idsxml._abi", None)
    ffi.emit_python_code(module)


if __name__ == "__main__":
    main(*sys.argv[1:])
