#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"

namespace idsxml::manual {

/// A word that a shell offers, and what it says beside it.
struct Word {
  std::string text;
  std::string meaning;
};

/// Words that several options take: a shell's file has them once.
struct WordList {
  std::string_view name;
  std::string_view one;  ///< what one of them is
  std::vector<Word> (*words)();
};
std::span<const WordList> word_lists();

enum class Paths { none, any, folders, configurations };

/// What a shell offers where a value or an operand of that name stands.
struct Offer {
  std::string_view name;  ///< as --help calls it
  std::string_view list;  ///< a word list's name; empty for none
  Paths paths = Paths::none;
  bool several = false;  ///< separated by commas
};

/// An option's value; its choices, where it has them, are offered instead.
Offer offer_of(const cli::Option& option);
/// A command's operands.
Offer offer_of(const cli::Command& command);

/// `-o` and `--output`, as far as the option has them.
std::vector<std::string> spellings(const cli::Option& option);

}  // namespace idsxml::manual
