import struct
import unittest

import classfile


def utf8(text):
    return struct.pack(">BH", classfile.UTF8, len(text)) + text.encode()


def a_class(*constants, count, own, parent):
    head = struct.pack(">IHHH", 0xCAFEBABE, 0, 52, count)
    return head + b"".join(constants) + struct.pack(">HHH", 0x21, own, parent)


class Superclass(unittest.TestCase):
    def test_it_is_found_behind_constants_of_every_size(self):
        constants = [utf8("a/Own"), struct.pack(">BH", classfile.CLASS, 1), utf8("a/Parent")]
        constants += [struct.pack(">BH", classfile.CLASS, 3), struct.pack(">BQ", classfile.LONG, 1)]
        constants += [struct.pack(">BBH", 15, 6, 1), struct.pack(">BHH", 12, 1, 3)]
        # A long takes two places of the pool.
        self.assertEqual(classfile.superclass(a_class(*constants, count=9, own=2, parent=4)), "a.Parent")


if __name__ == "__main__":
    unittest.main()
