#include "idsxml/merge.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <charconv>

#include "arguments.hpp"
#include "idsxml/file.hpp"
#include "inputs.hpp"
#include "output.hpp"

namespace idsxml::cli {
namespace {

Result<std::size_t> marker_size_of(const Arguments& arguments) {
  const std::optional<std::string> text = arguments.value("marker-size");
  if (!text) return MergeOptions().marker_size;
  constexpr std::size_t largest = 1000;
  std::size_t size = 0;
  const char* const end = text->data() + text->size();
  const auto [rest, problem] = std::from_chars(text->data(), end, size);
  if (problem == std::errc() && rest == end && size > 0 && size <= largest) return size;
  return usage_error("CLI003", fmt::format("--marker-size does not take '{}'", *text),
                     fmt::format("it takes a number from 1 to {}", largest));
}

std::optional<Error> write(const std::string& path, const std::string& bytes, unsigned mode) {
  if (path == "-") return write_stream(STDOUT_FILENO, bytes);
  NewFileOptions options{.overwrite = true};
  if (mode != 0) options.mode = mode;
  return write_new_file(path, bytes, options);
}

/// Lines only: what stands there may be a secret.
std::string told(const std::string& path, const Merged& merged) {
  std::string lines;
  for (const std::size_t line : merged.conflicts) lines += fmt::format("{}{}", lines.empty() ? "" : ", ", line);
  const std::size_t count = merged.conflicts.size();
  return fmt::format("idsxml: {}: {} conflict{} to resolve, in line{} {}\n", path, count, count == 1 ? "" : "s",
                     count == 1 ? "" : "s", lines);
}

ExitStatus run(const Arguments& arguments, Terminal& terminal) {
  const Output output = output_for(arguments, Stream::output, terminal);
  const std::vector<std::string>& operands = arguments.operands();
  if (operands.size() != 3)
    return output.fail(usage_error("CLI004", "idsxml merge needs three files", "idsxml merge BASE MINE THEIRS"));
  const Result<std::size_t> marker_size = marker_size_of(arguments);
  if (!marker_size) return output.fail(marker_size.error());
  const Result<std::size_t> max_size = max_size_of(arguments);
  if (!max_size) return output.fail(max_size.error());
  const Result<InputFile> base = read_file(operands[0], *max_size);
  if (!base) return output.fail(base.error());
  const Result<InputFile> mine = read_file(operands[1], *max_size);
  if (!mine) return output.fail(mine.error());
  const Result<InputFile> theirs = read_file(operands[2], *max_size);
  if (!theirs) return output.fail(theirs.error());

  const MergeOptions options{.marker_size = *marker_size};
  const Merged merged = merge(base->bytes, mine->bytes, theirs->bytes, Rules::builtin(), options);
  if (const auto error = write(arguments.value("output").value_or("-"), merged.bytes, mine->mode))
    return output.fail(*error);
  if (merged.is_clean()) return ExitStatus::done;
  if (!output.style.quiet) terminal.write(Stream::errors, told(arguments.value("path").value_or(operands[1]), merged));
  return ExitStatus::attention;
}

constexpr std::array options{
    Option{"output", 'o', "OUT", "",
           "write the result to OUT, which may be one of the three; standard output without it"},
    Option{"marker-size", '\0', "N", "", "how many characters begin the lines that mark a conflict; 7 without it"},
    Option{"path", '\0', "NAME", "", "what messages call the file; MINE without it"},
    Option{"format", '\0', "FORMAT", "text", "text for people"},
    max_size_option,
};

constexpr std::array examples{
    Example{"idsxml merge base.xml mine.xml theirs.xml -o merged.xml",
            "what either changed of base.xml; exit status 1 where both changed the same thing differently"},
    Example{"git config merge.idsxml.driver 'idsxml merge -o %A --marker-size %L --path %P %O %A %B'",
            "git merges by it, where .gitattributes says so: docs/git.md"},
};

}  // namespace

const Command merge_command{
    "merge",
    "BASE MINE THEIRS",
    "merge what two sides changed of a configuration",
    "Merges what THEIRS changed of BASE into MINE, element by element: what one side alone changed is taken over byte "
    "for byte, wherever it stands. What both changed differently is a conflict, which is marked as git does it. What "
    "is "
    "no configuration is merged line by line.",
    options,
    examples,
    run};

}  // namespace idsxml::cli
