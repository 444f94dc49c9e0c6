#include "config/configuration.hpp"

#include <algorithm>
#include <utility>

#include "config/safe_text.hpp"
#include "rules/dialect.hpp"
#include "xml/start_tag.hpp"

namespace idsxml {
namespace {

constexpr std::string_view root_namespace_prefix = "urn:jboss:domain:";
constexpr std::string_view keycloak_extension = "org.keycloak.keycloak-server-subsystem";

Error unsupported(const xml::Document& document, const char* code, std::string message, std::string advice) {
  const xml::LineIndex lines(document);
  const std::size_t at = document.spans().front().begin;
  return {.code = code,
          .message = std::move(message),
          .advice = std::move(advice),
          .where = lines.at(at),
          .line = config::with_stars(lines.line_at(at))};
}

/// Where the children of an element stand in the spans.
std::vector<std::size_t> children_of(const std::vector<xml::ElementSpan>& spans, std::size_t parent) {
  std::vector<std::size_t> children;
  std::size_t at = parent + 1;
  while (at < spans.size() && spans[at].begin < spans[parent].end) {
    children.push_back(at);
    const auto next =
        std::lower_bound(spans.begin() + static_cast<std::ptrdiff_t>(at), spans.end(), spans[at].end,
                         [](const xml::ElementSpan& span, std::uint32_t end) { return span.begin < end; });
    at = static_cast<std::size_t>(next - spans.begin());
  }
  return children;
}

using Ancestors = std::initializer_list<const xml::StartTag*>;

void gather_extensions(const xml::Document& document, std::size_t list, Configuration::State& state) {
  for (const std::size_t each : children_of(document.spans(), list)) {
    const xml::StartTag child(document.text(), document.spans()[each]);
    if (child.local_name() == "extension") state.extensions.push_back(child.attribute("module").value_or(""));
  }
}

void gather_profile(const xml::Document& document, std::size_t profile, Ancestors ancestors,
                    Configuration::State& state) {
  for (const std::size_t each : children_of(document.spans(), profile)) {
    const xml::StartTag child(document.text(), document.spans()[each]);
    if (child.local_name() == "subsystem") state.subsystems.push_back(child.name_space(ancestors));
  }
}

void gather_profiles(const xml::Document& document, std::size_t list, const xml::StartTag& root,
                     Configuration::State& state) {
  const xml::StartTag profiles(document.text(), document.spans()[list]);
  for (const std::size_t each : children_of(document.spans(), list)) {
    const xml::StartTag profile(document.text(), document.spans()[each]);
    if (profile.local_name() == "profile") gather_profile(document, each, {&profile, &profiles, &root}, state);
  }
}

/// Fills in what tells configurations apart: the subsystems of the first profile, or of all of a domain, and the first
/// list of extensions.
void gather(const xml::Document& document, const xml::StartTag& root, Configuration::State& state) {
  bool seen_extensions = false;
  bool seen_profile = false;
  for (const std::size_t part : children_of(document.spans(), 0)) {
    const xml::StartTag tag(document.text(), document.spans()[part]);
    if (tag.local_name() == "extensions" && !std::exchange(seen_extensions, true))
      gather_extensions(document, part, state);
    if (tag.local_name() == "profile" && !std::exchange(seen_profile, true))
      gather_profile(document, part, {&tag, &root}, state);
    if (tag.local_name() == "profiles" && !std::exchange(seen_profile, true))
      gather_profiles(document, part, root, state);
  }
}

std::optional<ConfigurationKind> kind_of(std::string_view root) {
  if (root == "server") return ConfigurationKind::standalone;
  if (root == "domain") return ConfigurationKind::domain;
  if (root == "host") return ConfigurationKind::host;
  return std::nullopt;
}

bool has_subsystem(const Configuration::State& state, std::string_view name) {
  return std::any_of(state.subsystems.begin(), state.subsystems.end(),
                     [name](const std::string& its) { return rules::parts_of(its).name == name; });
}

bool has_extension(const Configuration::State& state, std::string_view module) {
  return std::find(state.extensions.begin(), state.extensions.end(), module) != state.extensions.end();
}

}  // namespace

Result<Configuration> Configuration::parse(std::string bytes) {
  Result<xml::Document> document = xml::Document::parse(std::move(bytes));
  if (!document) {
    Error error = std::move(document).error();
    error.message = config::without_secrets(error.message);
    error.line = config::with_stars(error.line);
    return error;
  }

  const xml::StartTag tag(document->text(), document->spans().front());
  const std::string_view root = tag.local_name();
  const std::string space = tag.name_space({});
  if (!space.starts_with(root_namespace_prefix))
    return unsupported(*document, "CFG001", "the root element <" + std::string(root) + "> is not a server's",
                       "a server configuration begins with <server xmlns=\"urn:jboss:domain:…\">");
  const std::optional<ConfigurationKind> kind = kind_of(root);
  if (!kind)
    return unsupported(*document, "CFG001", "the root element <" + std::string(root) + "> is not a server's",
                       "a server configuration begins with <server xmlns=\"urn:jboss:domain:…\">");

  auto state = std::make_shared<State>();
  state->kind = *kind;
  state->root_namespace = space;
  gather(*document, tag, *state);
  state->has_keycloak = has_subsystem(*state, "keycloak-server") || has_extension(*state, keycloak_extension);
  state->is_ha = has_subsystem(*state, "jgroups");
  state->document = *std::move(document);
  return Configuration(std::move(state));
}

ConfigurationKind Configuration::kind() const {
  return state_->kind;
}
std::string_view Configuration::bytes() const {
  return state_->document.bytes();
}
std::string_view Configuration::root_namespace() const {
  return state_->root_namespace;
}
bool Configuration::has_keycloak() const {
  return state_->has_keycloak;
}
bool Configuration::is_ha() const {
  return state_->is_ha;
}

}  // namespace idsxml
