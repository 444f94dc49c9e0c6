#!/usr/bin/env python3
"""Writes width_table.hpp: which characters take no column of a terminal, and which take two.

Unassigned code points join the ranges around them, which keeps the tables small.
"""
import sys
import unicodedata

LAST = 0x10FFFF


def width(code_point):
    """0, 1 or 2 columns; None where any will do."""
    character = chr(code_point)
    category = unicodedata.category(character)
    if category in ("Cn", "Cs", "Co"):
        return None
    if category in ("Mn", "Me") or 0x1160 <= code_point <= 0x11FF or code_point in (0x200B, 0x200C, 0x200D):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def ranges(wanted):
    found = []
    for code_point in range(0x300, LAST + 1):
        columns = width(code_point)
        if columns == wanted:
            if found and found[-1][2]:
                found[-1][1] = code_point
            else:
                found.append([code_point, code_point, True])
        elif columns is not None and found:
            found[-1][2] = False
    return [(begin, end) for begin, end, _ in found]


def table(name, comment, pairs):
    cells = [f"{{0x{begin:X}, 0x{end:X}}}," for begin, end in pairs]
    lines, line = [], "   "
    for cell in cells:
        if len(line) + 1 + len(cell) > 120:
            lines.append(line)
            line = "   "
        line += " " + cell
    lines.append(line)
    body = "\n".join(lines).rstrip(",")
    return f"/// {comment}\ninline constexpr std::array<CodePointRange, {len(pairs)}> {name}{{{{\n{body}}}}};\n"


sys.stdout.write(
    "#pragma once\n\n"
    f"// Written by width_table.py from Unicode {unicodedata.unidata_version}; do not edit.\n"
    "#include <array>\n\n"
    "// clang-format off\n"
    "namespace idsxml::report {\n\n"
    "struct CodePointRange {\n  char32_t first;\n  char32_t last;\n};\n\n"
    + table("zero_width", "Combining characters, which take no column of their own.", ranges(0))
    + "\n"
    + table("double_width", "Characters that take two columns.", ranges(2))
    + "\n}  // namespace idsxml::report\n// clang-format on\n"
)
