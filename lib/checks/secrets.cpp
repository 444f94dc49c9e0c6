#include "checks/secrets.hpp"

#include <algorithm>
#include <array>

#include "checks/all.hpp"
#include "config/template.hpp"
#include "xml/characters.hpp"
#include "xml/tree.hpp"

// What is found here is named by the place that it stands in: no message holds any of a value.
namespace idsxml::checks {
namespace {

/// How the names of attributes, elements and properties end that hold a secret itself. idsxml hides more than these
/// (config/secret.hpp): there it does no harm to take a reference for the secret that it leads to.
constexpr std::array<std::string_view, 8> endings{"password", "passwd", "passphrase", "clear-text",
                                                  "secret",   "pwd",    "auth_value", "secret-key"};

/// Those of examples, manuals and the servers' own configurations.
constexpr std::array<std::string_view, 11> samples{"sa",    "password", "secret",   "changeit", "changeme", "change-me",
                                                   "admin", "jboss",    "keycloak", "wildfly",  "123456"};

bool is_like(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return xml::to_lower(a) == b; });
}

/// Asked of the name of every attribute and element: nearly all differ in their last two letters from all endings.
bool may_end_so(std::string_view name) {
  if (name.size() < 3) return false;
  const char last = xml::to_lower(name.back());
  if (last != 'd' && last != 'e' && last != 't' && last != 'y') return false;
  const char before = xml::to_lower(name[name.size() - 2]);
  switch (last) {
    case 'd':
      return before == 'r' || before == 'w';
    case 'e':
      return before == 's' || before == 'u';
    case 't':
      return before == 'x' || before == 'e';
    default:
      return before == 'e';
  }
}

bool names_secret(std::string_view name) {
  return may_end_so(name) && std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
           return name.size() >= ending.size() && is_like(name.substr(name.size() - ending.size()), ending);
         });
}

bool is_sample(std::string_view value) {
  return std::any_of(samples.begin(), samples.end(), [&](std::string_view sample) { return is_like(value, sample); });
}

/// Anybody who reads the file can read it. What a vault masked is not plain, though it is no safer.
bool is_plain(std::string_view value) {
  const bool is_expression = value.find("${") != std::string_view::npos;
  return !value.empty() && !is_expression && !value.starts_with("MASK-") && !config::has_placeholder(value);
}

/// <property name="password" value="x"/>, or <property name="password">x</property>. Nearly all others end in another
/// letter.
bool is_property(std::string_view element) {
  switch (element.back()) {
    case 'y':
      return element.ends_with("property");
    case 'n':
      return element.ends_with("module-option");
    case 'm':
      return element.ends_with("param");
    default:
      return false;
  }
}

Secret in_value_of(pugi::xml_node element, std::string_view name) {
  const pugi::xml_attribute value = element.attribute("value");
  return value ? Secret{element, "value", name, value.value()} : Secret{element, {}, name, xml::text_of(element)};
}

void append(const Secret& secret, std::vector<Secret>& secrets) {
  if (is_plain(secret.value)) secrets.push_back(secret);
}

void append_secrets(pugi::xml_node element, std::vector<Secret>& secrets) {
  for (pugi::xml_attribute attribute = element.first_attribute(); attribute; attribute = attribute.next_attribute())
    if (const std::string_view name = attribute.name(); names_secret(name))
      append({element, name, name, attribute.value()}, secrets);
  const std::string_view own_name = element.name();
  const bool is_named = is_property(own_name);
  const std::string_view name = is_named ? element.attribute("name").value() : own_name;
  if (names_secret(name)) append(in_value_of(element, is_named ? name : xml::local_name(own_name)), secrets);
  for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling())
    if (child.type() == pugi::node_element) append_secrets(child, secrets);
}

}  // namespace

std::vector<Secret> secrets_in(pugi::xml_node root) {
  std::vector<Secret> secrets;
  append_secrets(root, secrets);
  return secrets;
}

void plain_secrets(const Subject& subject, const Report& report) {
  for (const Secret& secret : subject.secrets())
    if (!is_sample(secret.value))
      report({secret.element, std::string(secret.attribute),
              std::string(secret.name) + " stands here for everybody who can read the file",
              "put it into a credential store, or write ${env.NAME} and set the variable where the server runs"});
}

void sample_secrets(const Subject& subject, const Report& report) {
  for (const Secret& secret : subject.secrets())
    if (is_sample(secret.value))
      report({secret.element, std::string(secret.attribute),
              std::string(secret.name) + " is one of those that stand in examples and that everybody tries first",
              "change it where it is used, and here"});
}

}  // namespace idsxml::checks
