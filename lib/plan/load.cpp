#include "plan/load.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <utility>

#include "plan/release_set.hpp"
#include "plan/words.hpp"
#include "xml/document.hpp"
#include "xml/tree.hpp"

namespace idsxml::planning {
namespace {

constexpr std::string_view steps_namespace = "urn:idsxml:steps:1.0";

using Names = std::span<const std::string_view>;
constexpr std::array<std::string_view, 2> platforms{"zip", "kubernetes"};
constexpr std::array<std::string_view, 7> databases{"other",  "postgresql", "mysql", "mariadb",
                                                    "oracle", "sqlserver",  "h2"};
constexpr std::array<std::string_view, 2> charts{"infrastructure", "identity-service"};
constexpr std::array<std::string_view, 2> topologies{"standalone", "ha"};
constexpr std::array<std::string_view, section_count> sections{"prepare", "stop",  "back-up",
                                                               "upgrade", "check", "way-back"};
constexpr std::array<std::string_view, 4> shells{"bash", "bat", "powershell", "cli"};

bool has(Names names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The lines of a text without the empty ones around them and the indentation that all of them have.
std::string without_indentation(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
    if (!line.empty() || !lines.empty()) lines.push_back(line);
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  std::size_t indent = std::string_view::npos;
  for (const std::string_view line : lines)
    if (!line.empty()) indent = std::min(indent, line.find_first_not_of(' '));
  std::string result;
  for (const std::string_view line : lines) result.append(line.substr(std::min(indent, line.size()))).append("\n");
  return result;
}

/// Reads one file. The first problem is kept; what follows it is read on without harm.
class Reader {
 public:
  Reader(const std::string& name, const xml::Document& document, OwnedSteps& steps)
      : name_(name), document_(document), tree_(document), steps_(steps) {}

  std::optional<Error> read() {
    const pugi::xml_node root = tree_.root();
    if (xml::namespace_of(root) != steps_namespace || xml::local_name(root) != "steps")
      fail(root, "this is not <steps xmlns=\"" + std::string(steps_namespace) + "\">");
    for (const pugi::xml_node node : root.children()) {
      if (node.type() != pugi::node_element) continue;
      if (xml::local_name(node) == "step") {
        read_step(node);
      } else if (xml::local_name(node) == "chart-version") {
        read_chart_version(node);
      } else {
        fail(node, "<steps> has <step> and <chart-version>");
      }
    }
    return error_;
  }

 private:
  void fail(pugi::xml_node node, const std::string& message) {
    if (error_) return;
    const xml::LineIndex lines(document_);
    const std::size_t at = tree_.place(node).begin;
    error_ = Error{.code = "RUL001",
                   .message = name_ + ": " + message,
                   .advice = "docs/steps.md describes files of steps",
                   .where = lines.at(at),
                   .line = std::string(lines.line_at(at))};
  }

  std::string_view kept(std::string text) { return steps_.texts.emplace_back(std::move(text)); }

  void allow(pugi::xml_node node, std::initializer_list<std::string_view> attributes) {
    for (const pugi::xml_attribute attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (!name.starts_with("xmlns") && !has({attributes.begin(), attributes.size()}, name))
        fail(node, "<" + std::string(node.name()) + "> has no attribute " + std::string(name));
    }
  }

  std::string_view value(pugi::xml_node node, const char* attribute) {
    return kept(xml::with_single_spaces(node.attribute(attribute).value()));
  }

  std::string_view required(pugi::xml_node node, const char* attribute) {
    const std::string_view text = value(node, attribute);
    if (text.empty()) fail(node, "<" + std::string(node.name()) + "> needs the attribute " + attribute);
    return text;
  }

  std::string_view words(pugi::xml_node node, const char* attribute, Names known) {
    const std::string_view list = value(node, attribute);
    for (const std::string_view word : words_of(list))
      if (!has(known, word)) fail(node, std::string(attribute) + " does not know '" + std::string(word) + "'");
    return list;
  }

  std::string_view releases(pugi::xml_node node, const char* attribute) {
    const std::string_view set = value(node, attribute);
    if (!parse_release_set(set)) fail(node, std::string(attribute) + " is releases like ids:1.2-1.4 or keycloak:16+");
    return set;
  }

  Section section(pugi::xml_node node) {
    const std::string_view name = required(node, "section");
    const auto* const found = std::find(sections.begin(), sections.end(), name);
    if (found == sections.end()) fail(node, "there is no section '" + std::string(name) + "'");
    return static_cast<Section>((found - sections.begin()) % static_cast<std::ptrdiff_t>(section_count));
  }

  std::string_view content(pugi::xml_node node) { return kept(xml::with_single_spaces(node.child_value())); }

  void read_commands(pugi::xml_node node, Step& step, std::vector<Commands>& commands) {
    allow(node, {"shell", "of"});
    step.commands_of = value(node, "of");
    if (!step.commands_of.empty()) return;
    const std::string_view shell = node.attribute("shell") ? value(node, "shell") : std::string_view("bash");
    if (!has(shells, shell)) fail(node, "there is no shell '" + std::string(shell) + "'");
    commands.push_back({shell, kept(without_indentation(node.child_value()))});
  }

  void read_part(pugi::xml_node node, Step& step, std::string& text, std::vector<Commands>& commands) {
    const std::string_view name = xml::local_name(node);
    if (name == "commands") return read_commands(node, step, commands);
    allow(node, {});
    if (name == "title") {
      step.title = content(node);
    } else if (name == "text") {
      text.append(content(node)).append("\n");
    } else if (name == "verify") {
      step.verify = content(node);
    } else if (name == "check") {
      step.check = kept(without_indentation(node.child_value()));
    } else if (name == "source") {
      step.source = content(node);
    } else {
      fail(node, "a step has no <" + std::string(name) + ">");
    }
  }

  void read_step(pugi::xml_node node) {
    allow(node,
          {"id", "section", "platform", "database", "chart", "from", "to", "topology", "irreversible", "way-back"});
    Step step;
    step.id = required(node, "id");
    step.section = section(node);
    step.platform = words(node, "platform", platforms);
    step.database = words(node, "database", databases);
    step.chart = words(node, "chart", charts);
    step.topology = words(node, "topology", topologies);
    step.from = releases(node, "from");
    step.to = releases(node, "to");
    step.irreversible = value(node, "irreversible") == "true";
    step.way_back = value(node, "way-back");
    std::string text;
    std::vector<Commands>& commands = steps_.commands.emplace_back();
    for (const pugi::xml_node part : node.children())
      if (part.type() == pugi::node_element) read_part(part, step, text, commands);
    step.text = kept(std::move(text));
    step.commands = commands;
    if (step.title.empty() || step.text.empty() || step.verify.empty() || step.source.empty())
      fail(node, "a step has a title, a text, how to verify it, and a source");
    steps_.steps.push_back(step);
  }

  void read_chart_version(pugi::xml_node node) {
    allow(node, {"chart", "release", "version", "source"});
    const ChartVersion row{words(node, "chart", charts), releases(node, "release"), required(node, "version"),
                           required(node, "source")};
    steps_.chart_versions.push_back(row);
  }

  const std::string& name_;
  const xml::Document& document_;
  xml::Tree tree_;
  OwnedSteps& steps_;
  std::optional<Error> error_;
};

Error unknown(const Step& step, std::string_view id, std::string_view what) {
  return {
      .code = "RUL002",
      .message = "step " + std::string(step.id) + " names '" + std::string(id) + "', which is no " + std::string(what),
      .advice = "docs/steps.md describes files of steps"};
}

}  // namespace

Result<bool> load(const std::string& name, std::string text, OwnedSteps& steps) {
  Result<xml::Document> document = xml::Document::parse(std::move(text));
  if (!document) {
    Error error = std::move(document).error();
    error.message = name + ": " + error.message;
    return error;
  }
  if (std::optional<Error> error = Reader(name, *document, steps).read()) return *std::move(error);
  return true;
}

Result<bool> check(const OwnedSteps& steps) {
  const std::vector<Step>& all = steps.steps;
  for (const Step& step : all) {
    const auto is_way_back = [&](const Step& each) {
      return each.id == step.way_back && each.section == Section::way_back;
    };
    const auto is_shared = [&](const Step& each) { return each.id == step.commands_of && each.commands_of.empty(); };
    if (!step.way_back.empty() && std::none_of(all.begin(), all.end(), is_way_back))
      return unknown(step, step.way_back, "step of the way back");
    if (!step.commands_of.empty() && std::none_of(all.begin(), all.end(), is_shared))
      return unknown(step, step.commands_of, "step with commands");
  }
  return true;
}

}  // namespace idsxml::planning
