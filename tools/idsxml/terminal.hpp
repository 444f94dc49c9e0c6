#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "idsxml/report.hpp"

namespace idsxml::cli {

enum class Stream { output, errors };

/// Standard input, output and error of the program. May be written to from several threads.
class Terminal {
 public:
  static bool is_interactive(Stream stream);
  /// Whether a person can answer.
  static bool can_ask();

  /// How a report looks that goes to `stream` while errors go to standard error. `colour` is auto, always or never.
  static ReportStyle style(Stream stream, std::string_view colour);

  /// A failure is remembered: the exit status tells, and where anybody may still read it a message.
  void write(Stream stream, std::string_view bytes);
  /// Asks on standard error; yes only where the answer begins with y.
  bool ask(std::string_view question);

  bool failed() const { return failed_; }

 private:
  std::atomic<bool> failed_ = false;
};

}  // namespace idsxml::cli
