#pragma once

#include <string>
#include <vector>

#include "idsxml/address.hpp"

namespace idsxml {

/// A value as the management API takes it.
struct ManagementValue {
  enum class Kind {
    text,     ///< a string, or an expression
    literal,  ///< a number, true or false
    list,     ///< of `members`; their names are empty
    object,   ///< of `members`
  };
  struct Member;

  Kind kind = Kind::text;
  std::string text;
  std::vector<Member> members;  // no initializer: clang 14 takes none of an incomplete type
  bool is_secret = false;       ///< of a text or literal; its text is stars, unless secrets were asked for
};

/// One of a list, or of an object by its name.
struct ManagementValue::Member {
  std::string name;
  ManagementValue value;
};

/// A management operation, or what would have to be one.
struct Operation {
  enum class State {
    runnable,
    masked,       ///< it needs a secret that is stars here, or what an operation adds that needs one
    unexpressed,  ///< no dialect tells how: `address` is that of an element, or of what a server must be given
                  ///< otherwise
  };
  State state = State::runnable;
  Address address;
  std::string name;                                      ///< add, remove, write-attribute, undefine-attribute
  std::vector<ManagementValue::Member> parameters = {};  ///< of unexpressed: none
};

}  // namespace idsxml
