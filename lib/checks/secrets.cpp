#include <algorithm>
#include <array>
#include <cctype>

#include "checks/all.hpp"
#include "checks/value.hpp"
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

char lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

bool is_like(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return lower(a) == b; });
}

/// Asked of the name of every attribute and element: nearly all differ in their last two letters from all endings.
bool may_end_so(std::string_view name) {
  constexpr std::array<std::string_view, 7> last_letters{"rd", "wd", "se", "xt", "et", "ue", "ey"};
  if (name.size() < 3) return false;
  const std::array last{lower(name[name.size() - 2]), lower(name[name.size() - 1])};
  return std::find(last_letters.begin(), last_letters.end(), std::string_view(last.data(), last.size())) !=
         last_letters.end();
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
  return !value.empty() && !is_expression && !value.starts_with("MASK-") && !has_placeholder(value);
}

struct Secret {
  pugi::xml_node element;
  std::string_view attribute;  ///< empty: the element's text
  std::string_view name;
  std::string_view value;
};

/// <property name="password" value="x"/>, or <property name="password">x</property>.
bool is_property(pugi::xml_node element) {
  const std::string_view name = xml::local_name(element);
  return name.ends_with("property") || name == "module-option" || name == "param";
}

template <class Visit>
void visit_secrets(pugi::xml_node element, const Visit& visit) {
  for (const pugi::xml_attribute attribute : element.attributes())
    if (names_secret(attribute.name())) visit(Secret{element, attribute.name(), attribute.name(), attribute.value()});
  if (is_property(element)) {
    const std::string_view name = element.attribute("name").value();
    const pugi::xml_attribute value = element.attribute("value");
    if (names_secret(name))
      visit(value ? Secret{element, "value", name, value.value()} : Secret{element, {}, name, xml::text_of(element)});
  } else if (const std::string_view name = xml::local_name(element); names_secret(name)) {
    const pugi::xml_attribute value = element.attribute("value");
    visit(value ? Secret{element, "value", name, value.value()} : Secret{element, {}, name, xml::text_of(element)});
  }
  for (const pugi::xml_node child : element.children())
    if (child.type() == pugi::node_element) visit_secrets(child, visit);
}

}  // namespace

void plain_secrets(const Subject& subject, const Report& report) {
  visit_secrets(subject.root(), [&](const Secret& secret) {
    if (!is_plain(secret.value) || is_sample(secret.value)) return;
    report({secret.element, std::string(secret.attribute),
            std::string(secret.name) + " stands here for everybody who can read the file",
            "put it into a credential store, or write ${env.NAME} and set the variable where the server runs"});
  });
}

void sample_secrets(const Subject& subject, const Report& report) {
  visit_secrets(subject.root(), [&](const Secret& secret) {
    if (!is_plain(secret.value) || !is_sample(secret.value)) return;
    report({secret.element, std::string(secret.attribute),
            std::string(secret.name) + " is one of those that stand in examples and that everybody tries first",
            "change it where it is used, and here"});
  });
}

}  // namespace idsxml::checks
