#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arguments.hpp"
#include "idsxml/file.hpp"
#include "idsxml/report.hpp"
#include "terminal.hpp"

namespace idsxml::cli {

inline constexpr std::string_view lint_format_names = "text|json|sarif|github|gitlab|junit|checkstyle|markdown";

inline constexpr Option lint_format_option{"format", '\0', "FORMAT", lint_format_names,
                                           "what standard output gets, text without it"};
inline constexpr Option lint_output_option{
    "output", '\0', "FORMAT:FILE", "",
    "write a report into FILE as well, whole or not at all; may be said several times; - is standard output"};

/// The reports of a lint run, each written as files come: on standard output, and into every file of --output.
class LintOutputs {
 public:
  /// `kept` are files that the run reads: no report is written over them. Errors: CLI…, and IO… where a file cannot be
  /// written.
  static Result<LintOutputs> of(const Arguments& arguments, const std::vector<std::string>& kept, Terminal& terminal);

  void begin(const LintRun& run);
  void file(const LintRun& run, const LintedFile& file, const LintTotals& before);
  void end(const LintRun& run, const LintTotals& totals);
  /// Gives the files their names. False where one could not be written, which is then said on standard error.
  bool publish();

 private:
  struct Target {
    const LintFormat* format;
    ReportStyle style;
    std::string path = {};             ///< empty for standard output
    std::optional<NewFile> file = {};  ///< likewise
    std::optional<Error> error = {};   ///< after which nothing more is written
  };

  explicit LintOutputs(Terminal& terminal) : terminal_(&terminal) {}
  std::optional<Error> add(const std::string& target, const std::vector<std::string>& kept, const ReportStyle& style);
  void write(Target& target, const ReportText& text);

  Terminal* terminal_;
  std::vector<Target> targets_;
};

}  // namespace idsxml::cli
