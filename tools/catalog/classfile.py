"""What the catalog asks of a Java class: which class it extends."""

import struct

UTF8, INTEGER, FLOAT, LONG, DOUBLE, CLASS = 1, 3, 4, 5, 6, 7
# Bytes behind the tag of a constant that is not UTF8 (JVM specification, 4.4).
SIZES = {INTEGER: 4, FLOAT: 4, LONG: 8, DOUBLE: 8, CLASS: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4}
SIZES |= {18: 4, 19: 2, 20: 2}


def superclass(data):
    """The name of the class that a class file's class extends: org.jboss.as.controller.extension.AbstractLegacyExtension."""
    constants, at = _constants(data)
    _access, _own, parent = struct.unpack_from(">HHH", data, at)
    return constants[constants[parent]].replace("/", ".")


def _constants(data):
    """({index: text of a UTF8, or index of a class's name}, the offset behind the constant pool)."""
    (count,) = struct.unpack_from(">H", data, 8)
    constants, at, index = {}, 10, 1
    while index < count:
        tag = data[at]
        if tag == UTF8:
            (size,) = struct.unpack_from(">H", data, at + 1)
            constants[index] = data[at + 3 : at + 3 + size].decode(errors="replace")
            at += 3 + size
        else:
            if tag == CLASS:
                (constants[index],) = struct.unpack_from(">H", data, at + 1)
            at += 1 + SIZES[tag]
        index += 2 if tag in (LONG, DOUBLE) else 1
    return constants, at
