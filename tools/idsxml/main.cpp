#include <csignal>
#include <exception>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "help.hpp"
#include "output.hpp"
#include "suggest.hpp"
#include "terminal.hpp"

namespace idsxml::cli {
namespace {

/// An error before, or in, the options themselves: the format that was asked for is looked for by hand.
ExitStatus fail_early(const std::vector<std::string>& words, const Error& error, Terminal& terminal) {
  bool json = false;
  for (std::size_t i = 0; i < words.size(); ++i)
    json = json || words[i] == "--format=json" || (words[i] == "json" && i > 0 && words[i - 1] == "--format");
  const ReportText text =
      report_format(json ? "json" : "text")->failure(error, "", Terminal::style(Stream::errors, "auto"));
  terminal.write(Stream::errors, text.errors);
  terminal.write(Stream::output, text.report);
  return ExitStatus::failed;
}

Error unknown_command(const std::string& word) {
  if (word.size() > 1 && word[0] == '-')
    return usage_error("CLI002", "idsxml has no option " + word,
                       "options of a command stand behind it: idsxml migrate " + word);
  std::vector<std::string_view> names;
  for (const Command* command : commands()) names.push_back(command->name);
  const std::string_view meant = nearest(word, names);
  std::string advice;
  if (!meant.empty()) {
    advice = "did you mean idsxml " + std::string(meant) + "?";
  } else if (word.find(".xml") != std::string::npos || word.find('/') != std::string::npos) {
    advice = "to migrate a file: idsxml migrate " + word;
  } else {
    advice = "the commands are " + listed(names);
  }
  return usage_error("CLI001", "idsxml has no command '" + word + "'", std::move(advice));
}

ExitStatus print_help(const std::string& text, Terminal& terminal) {
  terminal.write(Stream::output, text);
  return ExitStatus::done;
}

bool asks_for_help(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "--") return false;
    if (word == "--help" || word == "-h") return true;
  }
  return false;
}

ExitStatus run_command(const Command& command, const std::vector<std::string>& words, Terminal& terminal) {
  if (asks_for_help(words))
    return print_help(command_help(command, Terminal::style(Stream::output, "never").width), terminal);
  const Result<Arguments> arguments = Arguments::parse(command, words);
  if (!arguments) return fail_early(words, arguments.error(), terminal);
  return command.run(*arguments, terminal);
}

ExitStatus run(std::vector<std::string> words, Terminal& terminal) {
  const std::size_t width = Terminal::style(Stream::output, "never").width;
  if (words.empty()) {
    terminal.write(Stream::errors, general_help(width));
    return ExitStatus::failed;
  }
  const std::string first = words.front();
  words.erase(words.begin());
  if (first == "--version") return print_help("idsxml " IDSXML_VERSION "\n", terminal);
  if (first == "--help" || first == "-h") return print_help(general_help(width), terminal);
  if (first == "help") {
    if (words.empty()) return print_help(general_help(width), terminal);
    const Command* command = find_command(words.front());
    if (command != nullptr) return print_help(command_help(*command, width), terminal);
    return fail_early(words, unknown_command(words.front()), terminal);
  }
  const Command* command = find_command(first);
  if (command == nullptr) return fail_early(words, unknown_command(first), terminal);
  return run_command(*command, words, terminal);
}

}  // namespace
}  // namespace idsxml::cli

int main(int argc, char** argv) {
  using namespace idsxml::cli;
  // A reader that goes away must not end the program in the middle of a file; writing reports it.
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  Terminal terminal;
  try {
    const ExitStatus status = run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc), terminal);
    return static_cast<int>(terminal.failed() ? ExitStatus::failed : status);
  } catch (const std::exception& problem) {  // out of memory: what else there is comes as a Result
    terminal.write(Stream::errors, std::string_view("idsxml: error[IO050]: "));
    terminal.write(Stream::errors, problem.what());
    terminal.write(Stream::errors, "\n");
    return static_cast<int>(ExitStatus::failed);
  }
}
