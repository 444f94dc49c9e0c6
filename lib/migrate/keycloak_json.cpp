#include "migrate/keycloak_json.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "rules/resources.hpp"
#include "xml/characters.hpp"

namespace idsxml {
namespace {

using Kind = JsonValue::Kind;

/// Names in the order in which the server writes the elements.
using Order = std::span<const std::string_view>;
constexpr std::array<std::string_view, 5> subsystem_order{"web-context", "providers", "master-realm-name",
                                                          "scheduled-task-interval", "theme"};
constexpr std::array<std::string_view, 7> theme_order{"staticMaxAge", "cacheThemes", "cacheTemplates", "welcomeTheme",
                                                      "default",      "dir",         "modules"};

bool is_xml_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const xml::CodePoint c = xml::code_point(text, at);
    if (c.size == 0 || !xml::is_legal(c.value)) return false;
    at += c.size;
  }
  return true;
}

/// The server puts a value in its place when it boots.
bool is_expression(const JsonValue& value) {
  return value.kind == Kind::string && value.text.find("${") != std::string::npos;
}

bool is_whole_number(const JsonValue& value) {
  const std::size_t sign = value.text.starts_with('-') ? 1 : 0;
  const std::size_t digits = value.text.size() - sign;
  return !value.is_container() && digits > 0 && digits < 19 &&
         value.text.find_first_not_of("0123456789", sign) == std::string::npos;
}

bool is_true_or_false(const JsonValue& value) {
  return !value.is_container() && (value.text == "true" || value.text == "false");
}

/// What an element takes, and what is wrong with a value that it does not take.
enum class Type { text, number, truth };

const char* mismatch(Type type, const JsonValue& value) {
  if (value.is_container()) return "a single value belongs here";
  if (!is_xml_text(value.text)) return "XML cannot hold one of its characters";
  if (type == Type::text || is_expression(value)) return nullptr;
  if (type == Type::number) return is_whole_number(value) ? nullptr : "a whole number belongs here";
  return is_true_or_false(value) ? nullptr : "true or false belongs here";
}

/// One text for an array, which the server takes apart again.
std::string array_text(const JsonValue& array) {
  std::string text = "[";
  for (const JsonValue& item : array.items) {
    if (text.size() > 1) text += ',';
    text += '"';
    for (const char c : item.text) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    text += '"';
  }
  return text + "]";
}

/// A member of the JSON text with its place in it.
struct Member {
  const JsonValue& value;
  std::string path;  ///< the names on the way to it, each after a '/'

  const std::string& name() const { return value.name; }
  Member at(const JsonValue& item) const { return {item, path + "/" + item.name}; }
};

class Writer {
 public:
  Writer(xml::Tree& tree, pugi::xml_node subsystem, std::size_t cause)
      : tree_(tree), subsystem_(subsystem), cause_(cause) {}

  TakenOver write(const JsonValue& server_json) {
    const Member root{server_json, ""};
    write_defaults();
    for (const JsonValue& item : server_json.items)
      if (!is_spi(item.name)) write_section(root.at(item));
    for (const JsonValue& item : server_json.items)
      if (is_spi(item.name)) write_spi(root.at(item));
    return std::move(taken_);
  }

 private:
  void leave(const Member& member, std::string_view why) {
    taken_.left.push_back(member.path + ": " + std::string(why));
  }

  pugi::xml_node insert(pugi::xml_node parent, Order order, std::string_view name) {
    pugi::xml_node after;
    for (const std::string_view earlier :
         order.first(static_cast<std::size_t>(std::find(order.begin(), order.end(), name) - order.begin())))
      if (const pugi::xml_node element = rules::child_element(parent, earlier)) after = element;
    return tree_.insert(parent, after, name, cause_);
  }

  pugi::xml_node theme() {
    const pugi::xml_node element = rules::child_element(subsystem_, "theme");
    return !element ? insert(subsystem_, subsystem_order, "theme") : element;
  }

  void set(pugi::xml_node parent, Order order, std::string_view name, std::string_view text) {
    if (const pugi::xml_node element = rules::child_element(parent, name)) {
      if (xml::text_of(element) == text) return;
      if (tree_.can_set_text(element)) return tree_.set_text(element, text, cause_);
      tree_.remove(element, cause_);
    }
    tree_.set_text(insert(parent, order, name), text, cause_);
  }

  void set_default(pugi::xml_node parent, Order order, std::string_view name, std::string_view text) {
    if (!rules::child_element(parent, name)) set(parent, order, name, text);
  }

  /// null means what Keycloak does without it.
  void write_value(const Member& member, Type type, pugi::xml_node parent, Order order, std::string_view name) {
    if (member.value.kind == Kind::null) return;
    if (const char* why = mismatch(type, member.value)) return leave(member, why);
    set(parent, order, name, member.value.text);
  }

  void write_list(const Member& member, pugi::xml_node parent, Order order, std::string_view name,
                  std::string_view item_name) {
    const std::span<const JsonValue> items =
        member.value.kind == Kind::array ? std::span(member.value.items) : std::span(&member.value, 1);
    for (const JsonValue& item : items)
      if (const char* why = mismatch(Type::text, item)) return leave(member, why);
    if (items.empty() || member.value.kind == Kind::null) return;
    if (const pugi::xml_node old = rules::child_element(parent, name)) tree_.remove(old, cause_);
    const pugi::xml_node list = insert(parent, order, name);
    for (const JsonValue& item : items) tree_.set_text(tree_.insert(list, {}, item_name, cause_), item.text, cause_);
  }

  bool is_object(const Member& member) {
    if (member.value.kind != Kind::object) leave(member, "an object belongs here");
    return member.value.kind == Kind::object;
  }

  /// An object of which one member is known.
  template <class Write>
  void write_only(const Member& member, std::string_view name, const Write& write) {
    if (!is_object(member)) return;
    for (const JsonValue& item : member.value.items) {
      if (item.name == name) {
        write(member.at(item));
      } else {
        leave(member.at(item), "the subsystem has no such setting");
      }
    }
  }

  static bool is_spi(std::string_view name) {
    return name != "providers" && name != "theme" && name != "admin" && name != "scheduled";
  }

  void write_section(const Member& section) {
    if (section.name() == "providers") return write_list(section, subsystem_, subsystem_order, "providers", "provider");
    if (section.name() == "theme") return write_theme(section);
    if (section.name() == "admin")
      return write_only(section, "realm", [&](const Member& realm) {
        write_value(realm, Type::text, subsystem_, subsystem_order, "master-realm-name");
      });
    write_only(section, "interval", [&](const Member& interval) {
      write_value(interval, Type::number, subsystem_, subsystem_order, "scheduled-task-interval");
    });
  }

  void write_theme(const Member& section) {
    if (!is_object(section)) return;
    for (const JsonValue& item : section.value.items) write_theme_setting(section.at(item));
  }

  void write_theme_setting(const Member& setting) {
    const std::string& name = setting.name();
    if (name == "folder")
      return write_only(setting, "dir",
                        [&](const Member& dir) { write_value(dir, Type::text, theme(), theme_order, "dir"); });
    if (name == "module")
      return write_only(setting, "modules",
                        [&](const Member& list) { write_list(list, theme(), theme_order, "modules", "module"); });
    if (name == "staticMaxAge") return write_value(setting, Type::number, theme(), theme_order, name);
    if (name == "cacheThemes" || name == "cacheTemplates")
      return write_value(setting, Type::truth, theme(), theme_order, name);
    if (name == "welcomeTheme" || name == "default")
      return write_value(setting, Type::text, theme(), theme_order, name);
    leave(setting, "the subsystem has no such setting");
  }

  bool is_name(const Member& member) {
    if (member.name().empty()) {
      leave(member, "a name belongs here");
      return false;
    }
    if (is_xml_text(member.name())) return true;
    leave(member, "XML cannot hold a character of its name");
    return false;
  }

  pugi::xml_node insert_named(pugi::xml_node parent, std::string_view element_name, const std::string& name) {
    const pugi::xml_node element = tree_.insert(parent, {}, element_name, cause_);
    tree_.set_attribute(element, "name", name, cause_);
    return element;
  }

  void write_spi(const Member& spi) {
    if (!is_name(spi) || !is_object(spi)) return;
    const pugi::xml_node element = insert_named(subsystem_, "spi", spi.name());
    ++taken_.spis;
    constexpr std::array<std::string_view, 1> first{"default-provider"};
    for (const JsonValue& item : spi.value.items)
      if (item.name == "provider") write_value(spi.at(item), Type::text, element, first, "default-provider");
    for (const JsonValue& item : spi.value.items)
      if (item.name != "provider") write_provider(spi.at(item), element);
  }

  void write_provider(const Member& provider, pugi::xml_node spi) {
    if (!is_name(provider) || !is_object(provider)) return;
    const pugi::xml_node element = insert_named(spi, "provider", provider.name());
    tree_.set_attribute(element, "enabled", "true", cause_);
    for (const JsonValue& item : provider.value.items) {
      const Member member = provider.at(item);
      if (item.name != "enabled") {
        write_property(member, element);
      } else if (is_true_or_false(item)) {
        tree_.set_attribute(element, "enabled", item.text, cause_);
      } else {
        // The server would read an expression here as false.
        leave(member, "true or false belongs here, and nothing else; the provider is enabled now");
      }
    }
  }

  void write_property(const Member& property, pugi::xml_node provider) {
    if (!is_name(property)) return;
    const JsonValue& value = property.value;
    const std::span<const JsonValue> texts = value.kind == Kind::array ? std::span(value.items) : std::span(&value, 1);
    for (const JsonValue& text : texts)
      if (const char* why = mismatch(Type::text, text)) return leave(property, why);
    pugi::xml_node properties = rules::child_element(provider, "properties");
    if (!properties) properties = tree_.insert(provider, {}, "properties", cause_);
    const pugi::xml_node element = insert_named(properties, "property", property.name());
    tree_.set_attribute(element, "value", value.kind == Kind::array ? array_text(value) : value.text, cause_);
  }

  void write_defaults() {
    if (!rules::child_element(subsystem_, "providers")) {
      const pugi::xml_node list = insert(subsystem_, subsystem_order, "providers");
      tree_.set_text(tree_.insert(list, {}, "provider", cause_), "classpath:${jboss.home.dir}/providers/*", cause_);
    }
    set_default(subsystem_, subsystem_order, "master-realm-name", "master");
    set_default(subsystem_, subsystem_order, "scheduled-task-interval", "900");
    set_default(theme(), theme_order, "staticMaxAge", "2592000");
    set_default(theme(), theme_order, "cacheThemes", "true");
    set_default(theme(), theme_order, "cacheTemplates", "true");
    set_default(theme(), theme_order, "dir", "${jboss.home.dir}/themes");
  }

  xml::Tree& tree_;
  pugi::xml_node subsystem_;
  std::size_t cause_;
  TakenOver taken_;
};

}  // namespace

TakenOver take_over(const JsonValue& server_json, xml::Tree& tree, pugi::xml_node subsystem, std::size_t cause) {
  return Writer(tree, subsystem, cause).write(server_json);
}

}  // namespace idsxml
