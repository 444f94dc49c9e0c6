#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "idsxml/file.hpp"
#include "idsxml/report.hpp"

namespace idsxml::cli {

inline constexpr Option page_option{"report", '\0', "FILE.html", "",
                                    "write a page for a browser into FILE.html as well, whole or not at all: what "
                                    "changed and why, what is left to do, before and after"};

/// The page of --report. The file is there, whole, once the page is published.
class PageOutput {
 public:
  /// Nothing where no page is asked for. `kept` are files that the run reads or writes: no page is written over them.
  /// Errors: CLI…, and IO… where the file cannot be written.
  static Result<std::optional<PageOutput>> of(const Arguments& arguments, const std::vector<std::string>& kept);

  const PageFormat& format() const { return *format_; }
  std::optional<Error> publish(const RunReport& run, const Totals& totals, std::span<const PageSection> sections);

 private:
  PageOutput(const PageFormat& format, NewFile file) : format_(&format), file_(std::move(file)) {}

  const PageFormat* format_;
  NewFile file_;
};

}  // namespace idsxml::cli
