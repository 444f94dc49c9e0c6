#pragma once

#include "arguments.hpp"
#include "idsxml/report.hpp"
#include "terminal.hpp"

namespace idsxml::cli {

/// Reports of a command, in the format and look that were asked for.
struct Output {
  const ReportFormat* format;
  ReportStyle style;
  Stream stream;  ///< where reports go; errors for people always go to standard error
  Terminal* terminal;

  void print(const ReportText& text) const;
  /// Prints the error, which is about the file at `path` or about none; the exit status of a command that could not
  /// begin.
  ExitStatus fail(const Error& error, std::string_view path = {}) const;
};

/// The output of a command whose reports go to `stream`.
Output output_for(const Arguments& arguments, Stream stream, Terminal& terminal);

}  // namespace idsxml::cli
