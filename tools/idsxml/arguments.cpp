#include "arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>

#include "suggest.hpp"

namespace idsxml::cli {
namespace {

namespace options = boost::program_options;

std::string key_of(const Option& option) {
  return option.name.empty() ? std::string(1, option.letter) : std::string(option.name);
}

/// As a person writes it: --to, -o.
std::string dashed(const Option& option) {
  return option.name.empty() ? std::string{'-', option.letter} : fmt::format("--{}", option.name);
}

options::options_description described(const std::vector<const Option*>& all) {
  options::options_description description;
  for (const Option* option : all) {
    std::string name(option->name);
    if (option->letter != '\0') name += fmt::format(",{}", option->letter);
    if (option->takes_value()) {
      description.add_options()(name.c_str(), options::value<std::string>(), "");
    } else {
      description.add_options()(name.c_str(), "");
    }
  }
  return description;
}

Error unknown_option(const Command& command, const std::vector<const Option*>& all, const std::string& given) {
  std::vector<std::string> names;
  names.reserve(all.size());
  for (const Option* option : all) names.push_back(dashed(*option));
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string word = given.substr(0, given.find('='));
  const std::string_view meant = nearest(word, views);
  std::string advice = meant.empty() ? fmt::format("its options: idsxml {} --help", command.name)
                                     : fmt::format("did you mean {}?", meant);
  return usage_error("CLI002", fmt::format("idsxml {} has no option {}", command.name, word), std::move(advice));
}

const Option* find_option(const std::vector<const Option*>& all, std::string name) {
  name.erase(0, name.find_first_not_of('-'));
  const auto found = std::find_if(all.begin(), all.end(), [&](const Option* option) {
    return option->name == name || (name.size() == 1 && option->letter == name[0]);
  });
  return found == all.end() ? nullptr : *found;
}

Error bad_syntax(const std::vector<const Option*>& all, const options::invalid_command_line_syntax& problem) {
  using Kind = options::invalid_command_line_syntax::kind_t;
  const Option* option = find_option(all, problem.get_option_name());
  if (option == nullptr) return usage_error("CLI003", problem.what());
  if (problem.kind() == Kind::extra_parameter)
    return usage_error("CLI003", fmt::format("{} takes no value", dashed(*option)));
  return usage_error("CLI004", fmt::format("{} needs a value", dashed(*option)),
                     fmt::format("{} {}: {}", dashed(*option), option->argument, option->help));
}

std::optional<Error> bad_choice(const Option& option, const std::string& value) {
  if (option.choices.empty()) return std::nullopt;
  const std::vector<std::string_view> choices = words_of(option.choices);
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return std::nullopt;
  const std::string_view meant = nearest(value, choices);
  std::string advice =
      meant.empty() ? fmt::format("it takes {}", listed(choices)) : fmt::format("did you mean {}?", meant);
  return usage_error("CLI003", fmt::format("{} does not take '{}'", dashed(option), value), std::move(advice));
}

}  // namespace

Error usage_error(const char* code, std::string message, std::string advice) {
  return Error{code, std::move(message), std::move(advice), {}, {}};
}

Result<Arguments> Arguments::parse(const Command& command, const std::vector<std::string>& words) {
  namespace style = options::command_line_style;
  const std::vector<const Option*> all = options_of(command);
  const options::options_description description = described(all);
  // Without allow_guessing: what a prefix means must not change when an option is added.
  const int allowed = style::allow_short | style::short_allow_adjacent | style::short_allow_next | style::allow_long |
                      style::long_allow_adjacent | style::long_allow_next | style::allow_sticky |
                      style::allow_dash_for_short;
  try {
    options::command_line_parser parser(words);
    const options::positional_options_description positional;
    const auto parsed = parser.options(description).style(allowed).run();
    Arguments arguments;
    for (const auto& item : parsed.options) {
      if (item.string_key.empty() || item.position_key >= 0) {
        arguments.operands_.insert(arguments.operands_.end(), item.value.begin(), item.value.end());
        continue;
      }
      const Option* option = find_option(all, item.string_key);
      std::string value = item.value.empty() ? "" : item.value.front();
      if (std::optional<Error> error = bad_choice(*option, value)) return *std::move(error);
      arguments.given_.push_back({key_of(*option), std::move(value)});
    }
    return arguments;
  } catch (const options::unknown_option& problem) {
    return unknown_option(command, all, problem.get_option_name());
  } catch (const options::invalid_command_line_syntax& problem) {
    return bad_syntax(all, problem);
  } catch (const options::error& problem) {
    return usage_error("CLI003", problem.what());
  }
}

bool Arguments::has(std::string_view option) const {
  return value(option).has_value();
}

std::optional<std::string> Arguments::value(std::string_view option) const {
  std::optional<std::string> last;
  for (const Given& given : given_)
    if (given.option == option) last = given.value;
  return last;
}

std::vector<std::string> Arguments::values(std::string_view option) const {
  std::vector<std::string> all;
  for (const Given& given : given_)
    if (given.option == option) all.push_back(given.value);
  return all;
}

std::vector<std::string> Arguments::list(std::string_view option) const {
  std::vector<std::string> all;
  for (const Given& given : given_) {
    if (given.option != option) continue;
    std::string_view rest = given.value;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      if (end > 0) all.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return all;
}

}  // namespace idsxml::cli
