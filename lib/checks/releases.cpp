#include <algorithm>
#include <array>
#include <vector>

#include "catalog/catalog.hpp"
#include "catalog/tables.hpp"
#include "checks/all.hpp"
#include "xml/tree.hpp"

namespace idsxml::checks {
namespace {

using catalog::NamespaceRow;
using catalog::release_rows;

constexpr std::size_t no_release = ~std::size_t{0};

/// The first WildFly that writes a namespace, as its row; no_release where none does.
std::size_t first_writer(const NamespaceRow& row) {
  const catalog::ReleaseSet writers = catalog::written_by(row);
  for (std::size_t i = 0; i < release_rows.size(); ++i)
    if (writers.contains(i) && release_rows[i].release.product == Product::wildfly) return i;
  return no_release;
}

/// Every WildFly from a row on.
catalog::ReleaseSet wildfly_from(std::size_t first) {
  catalog::ReleaseSet set;
  for (std::size_t i = first; i < release_rows.size(); ++i)
    if (release_rows[i].release.product == Product::wildfly) set.insert(i);
  return set;
}

/// Subsystems that were last written before the first release that writes the root.
std::vector<const NamespaceRow*> left_behind(const Subject& subject, std::size_t root_since) {
  const catalog::ReleaseSet all = wildfly_from(0);
  const catalog::ReleaseSet later = wildfly_from(root_since);
  std::vector<const NamespaceRow*> rows;
  for (const Subsystem& subsystem : subject.subsystems()) {
    const NamespaceRow* row = subsystem.row;
    if (row == nullptr || view(row->family) == catalog::keycloak_family) continue;
    const catalog::ReleaseSet writers = catalog::written_by(*row);
    if (!(writers & all).empty() && (writers & later).empty()) rows.push_back(row);
  }
  return rows;
}

std::string names_of(const std::vector<const NamespaceRow*>& rows) {
  constexpr std::size_t enough = 3;
  std::string text;
  for (std::size_t i = 0; i < rows.size() && i < enough; ++i)
    text.append(i == 0 ? "" : ", ").append(view(rows[i]->name));
  return rows.size() > enough ? text + " and " + std::to_string(rows.size() - enough) + " more" : text;
}

/// What a server says of an extension while it boots (WFLYCTL0033): the first WildFly that was seen to say it.
struct Deprecated {
  std::string_view module;
  Release since;
  std::string_view instead;
};
constexpr std::array deprecated{
    Deprecated{"org.wildfly.extension.picketlink", {Product::wildfly, {23, 0}}, "Keycloak and elytron took its place"},
};

bool is_refused(const Release& target, std::string_view module) {
  return !catalog::has_extension(target, module) || catalog::is_legacy_extension(target, module);
}

/// Calls `visit(module, offset)` for the value of each module="…" in an <extension> of a comment.
template <class Visit>
void visit_modules(std::string_view comment, const Visit& visit) {
  constexpr std::string_view element = "<extension ";
  for (std::size_t at = comment.find(element); at != std::string_view::npos; at = comment.find(element, at + 1)) {
    const std::size_t begin = comment.find("module=", at);
    const std::size_t end = comment.find('>', at);
    if (begin == std::string_view::npos || end == std::string_view::npos || begin > end) continue;
    const std::size_t value = begin + std::string_view("module=").size() + 1;
    const std::size_t close = comment.find(comment[value - 1], value);
    if (close < end) visit(comment.substr(value, close - value), value);
  }
}

}  // namespace

void unreadable_root(const Subject& subject, const Report& report) {
  const std::string_view name = xml::namespace_of(subject.root());
  if (catalog::reads(subject.target(), name)) return;
  std::string message = name_of(subject.target()) + " does not read " + std::string(name);
  if (const std::optional<std::string_view> newest = catalog::newest(subject.target(), catalog::root_family))
    message += "; the newest that it reads is " + std::string(*newest);
  report({subject.root(), xml::namespace_declaration_of(subject.root()), std::move(message),
          "lint for the release that runs the file, or take the file that this one was made from"});
}

void mixed_generations(const Subject& subject, const Report& report) {
  const NamespaceRow* root = catalog::find_namespace(xml::namespace_of(subject.root()));
  const std::size_t since = root == nullptr ? no_release : first_writer(*root);
  if (since == no_release) return;
  const std::vector<const NamespaceRow*> rows = left_behind(subject, since);
  if (rows.empty()) return;
  report({subject.root(), xml::namespace_declaration_of(subject.root()),
          "the root is of " + name_of(release_rows[since].release) + " or later, and older releases wrote " +
              names_of(rows),
          "let a server of the old release, or idsxml migrate, raise the rest as well"});
}

void deprecated_extensions(const Subject& subject, const Report& report) {
  const Version target = wildfly_under(subject.target()).version;
  for (const auto& [element, module, row] : subject.extensions()) {
    const auto* const found = std::find_if(deprecated.begin(), deprecated.end(),
                                           [name = module](const Deprecated& each) { return each.module == name; });
    if (found == deprecated.end() || target < found->since.version || is_refused(subject.target(), module)) continue;
    report({element, "module", name_of(subject.target()) + " deprecates the extension " + std::string(module),
            std::string(found->instead)});
  }
}

void commented_extensions(const Subject& subject, const Report& report) {
  const std::string_view text = subject.tree().document().text();
  // Exclamation marks are rare, unlike what stands before them.
  for (std::size_t mark = text.find("!--"); mark != std::string_view::npos; mark = text.find("!--", mark + 3)) {
    if (mark == 0 || text[mark - 1] != '<') continue;
    const std::size_t begin = mark - 1;
    const std::string_view comment = text.substr(begin, text.find("-->", begin) - begin);
    visit_modules(comment, [&](std::string_view module, std::size_t offset) {
      if (!catalog::is_known_extension(module) || !is_refused(subject.target(), module)) return;
      const std::size_t at = begin + offset;
      report({subject.root(),
              {},
              name_of(subject.target()) + " refuses " + std::string(module) + ", which this comment keeps",
              "remove it from the comment, so that nobody brings it back",
              false,
              {},
              rules::Spot{at, at + module.size(), false}});
    });
  }
}

}  // namespace idsxml::checks
