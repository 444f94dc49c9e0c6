#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "report/display.hpp"
#include "report/format.hpp"

// The operations that make the new configuration of the old one, as a script for jboss-cli.
namespace idsxml::report {
namespace {

/// In quotes jboss-cli takes all but three characters as they are, `$` and backquotes too.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

std::string name_of(std::string_view name) {
  const bool is_bare = !name.empty() && std::all_of(name.begin(), name.end(), is_plain);
  return is_bare ? std::string(name) : quoted(name);
}

std::string address_of(const Address& address) {
  std::string text;
  for (const AddressStep& step : address) text.append("/").append(step.type).append("=").append(name_of(step.name));
  return text.empty() ? "/" : text;
}

std::string value_of(const ManagementValue& value);

std::string list_of(const ManagementValue& value) {
  std::string text;
  for (const ManagementValue::Member& member : value.members)
    text.append(text.empty() ? "" : ",").append(value_of(member.value));
  return "[" + text + "]";
}

std::string object_of(const ManagementValue& value) {
  std::string text;
  for (const ManagementValue::Member& member : value.members)
    text.append(text.empty() ? "" : ",").append(quoted(member.name)).append("=>").append(value_of(member.value));
  return "{" + text + "}";
}

std::string value_of(const ManagementValue& value) {
  switch (value.kind) {
    case ManagementValue::Kind::text:
      return quoted(value.text);
    case ManagementValue::Kind::literal:
      return value.text;
    case ManagementValue::Kind::list:
      return list_of(value);
    case ManagementValue::Kind::object:
      return object_of(value);
  }
  return {};
}

std::string call_of(const Operation& operation) {
  const bool is_of_attribute = operation.name.ends_with("-attribute");
  std::string parameters;
  for (const auto& [name, value] : operation.parameters) {
    // The names of attributes are words.
    const bool is_name = is_of_attribute && name == "name";
    parameters += fmt::format("{}{}={}", parameters.empty() ? "" : ",", name, is_name ? value.text : value_of(value));
  }
  const std::string text = fmt::format("{}:{}", address_of(operation.address), operation.name);
  return parameters.empty() ? text : fmt::format("{}({})", text, parameters);
}

/// What holds a carriage return ends the line for jboss-cli, which has no other way to write one.
bool is_runnable(const Operation& operation) {
  return operation.state == Operation::State::runnable && call_of(operation).find('\r') == std::string::npos;
}

bool is_unexpressed(const Operation& operation) {
  return operation.state != Operation::State::masked && !is_runnable(operation);
}

std::string line_of(const Operation& operation) {
  switch (operation.state) {
    case Operation::State::runnable:
      if (!is_runnable(operation)) return fmt::format("# not expressible: {}\n", printable(call_of(operation)));
      return call_of(operation) + "\n";
    case Operation::State::masked:
      return fmt::format("# only with --show-secrets: {}\n", printable(call_of(operation)));
    case Operation::State::unexpressed:
      return fmt::format("# not expressible: {}\n", printable(to_string(operation.address)));
  }
  return {};
}

std::string header_of(const DiffReport& report) {
  return fmt::format(
      "# What makes {} of {}, for a server of {}: jboss-cli operations.\n"
      "# Run with bin/jboss-cli.sh --connect --file=SCRIPT, or without a running server behind the line\n"
      "# embed-server --server-config=NAME.xml. All is done, or nothing but adding extensions.\n",
      printable(report.after), printable(report.before), to_string(report.diff.release));
}

std::string notices_of(const Diff& diff) {
  const auto masked = std::count_if(diff.operations.begin(), diff.operations.end(),
                                    [](const Operation& each) { return each.state == Operation::State::masked; });
  const auto others = std::count_if(diff.operations.begin(), diff.operations.end(), is_unexpressed);
  std::string notices;
  if (masked != 0)
    notices += fmt::format("operations that need secrets, {}, are comments; --show-secrets writes them out\n", masked);
  if (others != 0)
    notices += fmt::format("differences that operations cannot express, {}, are comments: not expressible\n", others);
  return notices;
}

/// An extension has to be there before the CLI can check what is said of its subsystem.
bool is_first(const Operation& operation) {
  return operation.address.size() == 1 && operation.address.front().type == "extension" && operation.name == "add";
}

ReportText write(const DiffReport& report, const ReportStyle& /*style*/) {
  std::string first;
  std::string batch;
  std::string left;
  for (const Operation& operation : report.diff.operations)
    (operation.state == Operation::State::unexpressed ? left
     : is_first(operation)                            ? first
                                                      : batch) += line_of(operation);
  const bool has_batch = std::any_of(report.diff.operations.begin(), report.diff.operations.end(),
                                     [](const Operation& each) { return is_runnable(each) && !is_first(each); });
  if (has_batch) batch = "batch\n" + batch + "run-batch\n";
  return {header_of(report) + first + batch + left, notices_of(report.diff)};
}

}  // namespace

const DiffFormat diff_cli_format{"cli", write, true};

}  // namespace idsxml::report
