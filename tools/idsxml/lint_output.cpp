#include "lint_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "inputs.hpp"
#include "report/diagnostic.hpp"
#include "suggest.hpp"

namespace idsxml::cli {
namespace {

namespace fs = std::filesystem;

Error not_a_target(const std::string& target) {
  const std::string name = target.substr(0, target.find(':'));
  const std::vector<std::string_view> names = words_of(lint_format_names);
  const std::string_view meant = nearest(name, names);
  std::string advice = meant.empty() ? fmt::format("it takes FORMAT:FILE; the formats are {}", listed(names))
                                     : fmt::format("did you mean {}:FILE?", meant);
  return usage_error("CLI003", fmt::format("--output does not take '{}'", target), std::move(advice));
}

Error twice(const std::string& path) {
  const std::string where = path.empty() ? "standard output" : fmt::format("'{}'", path);
  return usage_error("CLI005", fmt::format("two reports cannot go to {}", where), "name another file for one of them");
}

/// Whether both lead to one file, however they are written, and whether or not it is there yet.
bool are_one(const std::string& a, const std::string& b) {
  std::error_code problem;
  const auto real = [&](const std::string& path) { return fs::weakly_canonical(fs::absolute(path, problem), problem); };
  return fs::equivalent(a, b, problem) || real(a) == real(b);
}

}  // namespace

Result<LintOutputs> LintOutputs::of(const Arguments& arguments, const std::vector<std::string>& kept,
                                    Terminal& terminal) {
  LintOutputs outputs(terminal);
  ReportStyle style = Terminal::style(Stream::output, arguments.value("color").value_or("auto"));
  style.quiet = arguments.has("quiet");
  style.verbose = arguments.has("verbose");
  bool to_standard_output = false;
  for (const std::string& target : arguments.values("output")) {
    to_standard_output = to_standard_output || target.ends_with(":-");
    if (std::optional<Error> error = outputs.add(target, kept, style)) return *std::move(error);
  }
  const std::optional<std::string> format = arguments.value("format");
  if (to_standard_output && !format) return outputs;
  if (std::optional<Error> error = outputs.add(format.value_or("text") + ":-", kept, style)) return *std::move(error);
  return outputs;
}

std::optional<Error> LintOutputs::add(const std::string& target, const std::vector<std::string>& kept,
                                      const ReportStyle& style) {
  const std::size_t colon = target.find(':');
  const LintFormat* format = lint_format(target.substr(0, colon));
  if (format == nullptr || colon == std::string::npos || colon + 1 == target.size()) return not_a_target(target);
  std::string path = target.substr(colon + 1);
  if (path == "-") path.clear();
  const bool taken = std::any_of(targets_.begin(), targets_.end(), [&](const Target& other) {
    return other.path == path || (!path.empty() && !other.path.empty() && are_one(other.path, path));
  });
  if (taken) return twice(path);
  if (!path.empty())
    if (std::optional<Error> error = overwrites(path, kept)) return error;
  Target added{.format = format, .style = style, .path = path};
  if (!path.empty()) {
    added.style = {.verbose = style.verbose, .quiet = style.quiet};
    Result<NewFile> file = NewFile::create(path, {.overwrite = true});
    if (!file) return std::move(file).error();
    added.file.emplace(*std::move(file));
  }
  targets_.push_back(std::move(added));
  return std::nullopt;
}

void LintOutputs::write(Target& target, const ReportText& text) {
  if (!target.file) {
    terminal_->write(Stream::errors, text.errors);
    terminal_->write(Stream::output, text.report);
  } else if (!target.error) {
    target.error = target.file->write(text.errors + text.report);
  }
}

void LintOutputs::begin(const LintRun& run) {
  for (Target& target : targets_) write(target, target.format->begin(run, target.style));
}

void LintOutputs::file(const LintRun& run, const LintedFile& file, const LintTotals& before) {
  for (Target& target : targets_) write(target, target.format->file(run, file, before, target.style));
}

void LintOutputs::end(const LintRun& run, const LintTotals& totals) {
  for (Target& target : targets_) write(target, target.format->end(run, totals, target.style));
}

bool LintOutputs::publish() {
  bool all = true;
  for (Target& target : targets_) {
    if (!target.file) continue;
    if (!target.error) target.error = target.file->publish();
    if (!target.error) continue;
    all = false;
    terminal_->write(Stream::errors, report::render(*target.error, "idsxml", {}));
  }
  return all;
}

}  // namespace idsxml::cli
