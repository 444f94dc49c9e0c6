// Man pages in the man(7) macros, one of the program and one of each command.

#include <fmt/format.h>

#include <algorithm>

#include "formats.hpp"
#include "help.hpp"
#include "offers.hpp"
#include "report/display.hpp"

namespace idsxml::manual {
namespace {

/// What roff would take for its own stands as itself, and what is typed can be copied.
std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '\\':
        safe += "\\e";
        break;
      case '-':
        safe += "\\-";
        break;
      case '\'':
        safe += "\\(aq";
        break;
      case '`':
        safe += "\\(ga";
        break;
      case '^':
        safe += "\\(ha";
        break;
      case '~':
        safe += "\\(ti";
        break;
      case '"':
        safe += "\\(dq";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

/// In lines that an editor shows whole; one that begins with a point would be a macro.
std::string filled(std::string_view roff) {
  std::string lines;
  for (const std::string& line : report::wrap(roff, 78, 78)) {
    if (line.starts_with('.')) lines += "\\&";
    lines += line + '\n';
  }
  return lines;
}

std::string prose(std::string_view text) {
  return filled(escaped(text));
}

std::string bold(std::string_view text) {
  return fmt::format("\\fB{}\\fR", escaped(text));
}

std::string slanted(std::string_view text) {
  return fmt::format("\\fI{}\\fR", escaped(text));
}

constexpr char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Help writes lists, a page sentences.
std::string sentence(std::string_view text) {
  std::string whole(text);
  whole.front() = upper(whole.front());
  if (whole.back() != '?') whole += '.';
  return prose(whole);
}

std::string heading(std::string_view name, std::string_view summary, const Edition& edition) {
  std::string title(name);
  std::transform(title.begin(), title.end(), title.begin(), upper);
  return fmt::format(".TH {} 1 {} \"idsxml {}\" \"User Commands\"\n.nh\n.ad l\n.SH NAME\n{}", escaped(title),
                     edition.date, edition.version, filled(escaped(name) + " \\- " + escaped(summary)));
}

/// FILE... with its words slanted and its points as they are.
std::string operands(std::string_view text) {
  std::string marked;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t name = std::min(word.find("..."), word.size());
    marked += ' ' + slanted(word.substr(0, name)) + std::string(word.substr(name));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return marked;
}

std::string option_entry(const cli::Option& option) {
  std::string names;
  for (const std::string& spelling : spellings(option)) names += (names.empty() ? "" : ", ") + bold(spelling);
  if (option.takes_value()) names += ' ' + (option.choices.empty() ? slanted(option.argument) : bold(option.choices));
  return fmt::format(".TP\n{}\n{}", names, sentence(option.help));
}

std::string examples(std::span<const cli::Example> list) {
  std::string text = ".SH EXAMPLES\n";
  for (const cli::Example& example : list)
    text += fmt::format(".TP\n{}\n{}", bold(example.line), sentence(example.what));
  return text;
}

std::string exit_statuses() {
  std::string text = ".SH EXIT STATUS\n";
  for (const cli::ExitMeaning& meaning : cli::overview.exit_statuses)
    text += fmt::format(".TP\n{}\n{}", bold(std::to_string(static_cast<int>(meaning.status))), sentence(meaning.text));
  return text;
}

std::string page_name(const cli::Command& command) {
  return fmt::format("idsxml-{}", command.name);
}

File file_of(std::string_view name, std::string text) {
  return {fmt::format("man1/{}.1", name), std::move(text)};
}

File overview_page(const Edition& edition) {
  std::string text = heading("idsxml", cli::overview.summary, edition);
  text += ".SH SYNOPSIS\n";
  text +=
      fmt::format("{} {} [{}...] [{}...]\n", bold("idsxml"), slanted("COMMAND"), slanted("OPTION"), slanted("FILE"));
  text += fmt::format(".br\n{} {}\n", bold("idsxml"), bold("--version"));
  text += ".SH DESCRIPTION\n" + prose(cli::overview.description);
  text += ".SH COMMANDS\n";
  for (const cli::Command* command : cli::commands())
    text += fmt::format(".TP\n.BR {} (1)\n{}", escaped(page_name(*command)), sentence(command->summary));
  text += examples(cli::overview.examples) + exit_statuses();
  text += ".SH FILES\n.TP\n" + slanted("docs/git.md") + '\n' +
          prose("Documents that are named like this stand in share/doc/idsxml, beside the bin that the program is in.");
  return file_of("idsxml", text);
}

File command_page(const cli::Command& command, const Edition& edition) {
  std::string text = heading(page_name(command), command.summary, edition);
  text += fmt::format(".SH SYNOPSIS\n{} [{}...]{}\n", bold(fmt::format("idsxml {}", command.name)), slanted("OPTION"),
                      operands(command.operands));
  text += ".SH DESCRIPTION\n" + prose(command.description) + ".SH OPTIONS\n";
  for (const cli::Option* option : cli::options_of(command)) text += option_entry(*option);
  text += examples(command.examples) + exit_statuses() + ".SH SEE ALSO\n.BR idsxml (1)";
  for (const cli::Command* other : cli::commands())
    if (other != &command) text += fmt::format(",\n.BR {} (1)", escaped(page_name(*other)));
  return file_of(page_name(command), text + '\n');
}

}  // namespace

std::vector<File> man_pages(const Edition& edition) {
  std::vector<File> pages{overview_page(edition)};
  for (const cli::Command* command : cli::commands()) pages.push_back(command_page(*command, edition));
  return pages;
}

}  // namespace idsxml::manual
