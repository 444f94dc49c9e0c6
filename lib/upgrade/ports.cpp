#include "upgrade/ports.hpp"

#include <charconv>
#include <limits>
#include <optional>
#include <string_view>

#include "config/configuration.hpp"
#include "config/expression.hpp"
#include "idsxml/file.hpp"
#include "os/path.hpp"
#include "xml/elements.hpp"
#include "xml/tree.hpp"

namespace idsxml::upgrading {
namespace {

/// A number, or the default of an expression.
std::optional<int> number_of(pugi::xml_attribute attribute) {
  if (!attribute) return {};
  const std::optional<std::string> text = config::resolved(attribute.value());
  int number = 0;
  if (!text || std::from_chars(text->data(), text->data() + text->size(), number).ec != std::errc{}) return {};
  return number;
}

void add_ports(pugi::xml_node group, std::vector<std::uint16_t>& ports) {
  const int offset = number_of(xml::attribute_of(group, "port-offset")).value_or(0);
  for (const pugi::xml_node binding : xml::child_elements(group)) {
    if (xml::local_name(binding) != "socket-binding") continue;
    const std::optional<int> port = number_of(xml::attribute_of(binding, "port"));
    if (!port || *port <= 0) continue;  // 0 is any free one
    const std::string_view fixed = xml::attribute_of(binding, "fixed-port").value();
    const int taken = fixed == "true" ? *port : *port + offset;
    if (taken <= std::numeric_limits<std::uint16_t>::max()) ports.push_back(static_cast<std::uint16_t>(taken));
  }
}

}  // namespace

std::vector<std::uint16_t> ports_of(const ServerHome& home) {
  constexpr std::size_t largest = std::size_t{64} << 20U;
  Result<InputFile> file = read_file(os::join(home.path, "standalone/configuration/standalone.xml"), largest);
  if (!file) return {};
  const Result<Configuration> configuration = Configuration::parse(std::move(file->bytes));
  if (!configuration) return {};
  const xml::Tree tree(configuration->state().document);
  std::vector<std::uint16_t> ports;
  for (const pugi::xml_node child : xml::child_elements(tree.root()))
    if (xml::local_name(child) == "socket-binding-group") add_ports(child, ports);
  return ports;
}

}  // namespace idsxml::upgrading
