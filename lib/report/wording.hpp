#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "idsxml/report.hpp"

/// What several reports say in the same words.
namespace idsxml::report {

/// "1 edit", "23 edits".
std::string counted(std::size_t number, std::string_view noun);

/// What is wrong, and what to do about it (may be empty): one printable line each, without secrets.
std::string problem_of(const Finding& finding);
std::string advice_of(const Finding& finding);

/// Both on one line.
std::string said(const Finding& finding);
std::string said(const Error& error);
std::string said(const Notice& notice);

/// "10 errors, 8 warnings, 9 notes".
std::string counted(const LintTotals& totals);

/// A finding's message, printable, without secrets, with the comments that a removed element takes along.
std::string message_of(const Finding& finding);

/// What was done with a file that was migrated, and what that came to; printable.
struct Conclusion {
  std::string done;
  std::string counts;
};
Conclusion conclusion(const RunReport& run, const FileReport& file);

}  // namespace idsxml::report
