// Compiles rules/ and docs/rules/ into constants for the library. Run by the build; fails where a rule lacks a page.
// `rulec SOURCE --pages` writes the pages of docs/rules/ from the rules and their tests, and fails where one has none:
// the build itself does not ask for tests, which a source distribution leaves out.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include "attributes.hpp"
#include "pages.hpp"
#include "rules/load.hpp"
#include "rules/tables.hpp"

namespace {

namespace fs = std::filesystem;
using namespace idsxml::rules;

/// Dialects first, then each product's releases in their order: that is the order in which rules run. The steps of
/// runbooks are no rules.
std::vector<fs::path> rule_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (auto entry = fs::recursive_directory_iterator(folder); entry != fs::recursive_directory_iterator(); ++entry) {
    if (entry->path() == folder / "steps") entry.disable_recursion_pending();
    if (entry->path().extension() == ".xml") files.push_back(entry->path());
  }
  const auto is_dialect = [](const fs::path& path) { return path.parent_path().filename() == "dialects"; };
  const auto is_release = [](const fs::path& path) { return path.stem().string().find('.') != std::string::npos; };
  std::sort(files.begin(), files.end(), [&](const fs::path& a, const fs::path& b) {
    if (is_dialect(a) != is_dialect(b)) return is_dialect(a);
    if (a.parent_path() != b.parent_path()) return a.parent_path() < b.parent_path();
    if (!is_release(a) || !is_release(b)) return a < b;
    return compare_releases(a.stem().string(), b.stem().string()) < 0;
  });
  return files;
}

std::string literal(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F) {
      out += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string row(Slice s) {
  return fmt::format("{{{},{}}}", s.begin, s.size);
}
std::string row(Version v) {
  return fmt::format("{{{},{}}}", v.major, v.minor);
}
std::string row(const Step& s) {
  return fmt::format("{{{},{}}}", row(s.type), row(s.name));
}
std::string row(const Constant& c) {
  return fmt::format("{{{},{}}}", row(c.attribute), row(c.value));
}
std::string row(const Unwritten& u) {
  return fmt::format("{{{},{},{},{},{},{},{}}}", row(u.where), row(u.step), u.at_root, row(u.attribute), row(u.value),
                     row(u.since), row(u.until));
}
std::string row(const Raise& r) {
  return fmt::format("{{{},{}}}", row(r.from), row(r.to));
}
std::string row(const Dialect& d) {
  return fmt::format("{{{},{},{}}}", row(d.subsystem), row(d.raises), d.resource);
}
std::string row(const ReleaseDefault& d) {
  return fmt::format("{{{},{},{},{}}}", row(d.since), row(d.until), d.has_value, row(d.value));
}
std::string row(const std::array<Type, 3>& types) {
  return fmt::format("{{Type{{{}}},Type{{{}}},Type{{{}}}}}", static_cast<int>(types[0]), static_cast<int>(types[1]),
                     static_cast<int>(types[2]));
}
std::string row(const AttributeForm& a) {
  return fmt::format("{{{},{},{},{},{},{},{},Values{{{}}},{},{},{},{},{},{}}}", row(a.name), row(a.elements),
                     row(a.attribute), row(a.key), row(a.default_value), a.has_default, a.is_flag,
                     static_cast<int>(a.values), a.unordered, row(a.ignored), row(a.since), row(a.until), row(a.types),
                     row(a.defaults));
}
std::string row(const Pattern& p) {
  return fmt::format("{{{},{}}}", row(p.step), p.parent);
}
std::string row(const ResourceForm& r) {
  return fmt::format("{{{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}}}", row(r.step), r.pattern,
                     row(r.containers), row(r.element), row(r.key), row(r.has), row(r.renamed), row(r.prefix), r.unique,
                     r.ordered, r.implied, r.fixed, row(r.pair_of), row(r.name_prefix), row(r.says), row(r.since),
                     row(r.until), row(r.attributes), row(r.constants), row(r.unwritten), row(r.children), r.site);
}
std::string row(const Site& s) {
  return fmt::format("{{{},{},{},{}}}", row(s.ways), row(s.resources), row(s.attributes), row(s.versions));
}
std::string row(const Way& w) {
  return fmt::format("{{{},{},{}}}", w.key, row(w.name), w.site);
}
std::string row(std::uint32_t index) {
  return fmt::format("{}", index);
}
std::string row(const SiteAttribute& a) {
  return fmt::format("{{{},{},{}u,{},{}}}", a.key, row(a.name), a.form, row(a.since), row(a.until));
}
std::string row(const VersionRange& r) {
  return fmt::format("{{{},{}}}", row(r.since), row(r.until));
}
std::string row(const Condition& c) {
  return fmt::format("{{Test{{{}}},{},{},{},{},{},{}}}", static_cast<int>(c.test), row(c.address), row(c.attribute),
                     row(c.value), row(c.fragment), row(c.since), row(c.until));
}
std::string row(const Setting& s) {
  return fmt::format("{{{},{},{},{{{},{}}},{}}}", row(s.attribute), row(s.value), s.has_value, row(s.carry.address),
                     row(s.carry.attribute), s.optional);
}
std::string row(const Action& a) {
  return fmt::format("{{Verb{{{}}},{},{},{},{}}}", static_cast<int>(a.verb), row(a.address), row(a.settings),
                     row(a.fragment), row(a.version));
}
std::string row(const Change& c) {
  return fmt::format("{{Topology{{{}}},{},{},{},{},{}}}", static_cast<int>(c.topology), row(c.conditions),
                     row(c.actions), row(c.manual), row(c.manual_address), row(c.manual_attribute));
}
std::string row(const Rule& r) {
  return fmt::format("{{{},Severity{{{}}},{},{},{},{},{},{},{},{},{},{},{},CheckName{{{}}}}}", row(r.id),
                     static_cast<int>(r.severity), r.boot, r.safe, r.lint_only, row(r.product), row(r.release),
                     row(r.before), row(r.title), row(r.explanation), row(r.source), row(r.page), row(r.changes),
                     static_cast<int>(r.check));
}

template <class T>
void print_table(std::FILE* out, const char* type, const char* name, const std::vector<T>& rows) {
  fmt::print(out, "constexpr std::array<{}, {}> {}{{{{\n", type, rows.size(), name);
  for (const T& r : rows) fmt::print(out, "{},\n", row(r));
  fmt::print(out, "}}}};\n");
}

void print_tables(std::FILE* out, const OwnedTables& tables) {
  fmt::print(out,
             "// Made by rulec from rules/ and docs/rules/.\n#include <array>\n\n#include \"rules/tables.hpp\"\n\n"
             "namespace idsxml::rules {{\nnamespace {{\nconstexpr char pool[] =\n");
  constexpr std::size_t piece = 1000;
  for (std::size_t at = 0; at < tables.pool.size(); at += piece)
    fmt::print(out, "\"{}\"\n", literal(std::string_view(tables.pool).substr(at, piece)));
  if (tables.pool.empty()) fmt::print(out, "\"\"");
  fmt::print(out, ";\n");
  print_table(out, "Slice", "names", tables.names);
  print_table(out, "Step", "steps", tables.steps);
  print_table(out, "ReleaseDefault", "release_defaults", tables.release_defaults);
  print_table(out, "AttributeForm", "attribute_forms", tables.attribute_forms);
  print_table(out, "Constant", "constants", tables.constants);
  print_table(out, "Unwritten", "unwritten", tables.unwritten);
  print_table(out, "Pattern", "patterns", tables.patterns);
  print_table(out, "ResourceForm", "resource_forms", tables.resource_forms);
  print_table(out, "Site", "sites", tables.sites);
  print_table(out, "Way", "ways", tables.ways);
  print_table(out, "std::uint32_t", "site_resources", tables.site_resources);
  print_table(out, "SiteAttribute", "site_attributes", tables.site_attributes);
  print_table(out, "VersionRange", "version_ranges", tables.version_ranges);
  print_table(out, "Raise", "raises", tables.raises);
  print_table(out, "Dialect", "dialects", tables.dialects);
  print_table(out, "Condition", "conditions", tables.conditions);
  print_table(out, "Setting", "settings", tables.settings);
  print_table(out, "Action", "actions", tables.actions);
  print_table(out, "Change", "changes", tables.changes);
  print_table(out, "Rule", "all_rules", tables.rules);
  fmt::print(
      out,
      "constexpr Tables tables{{{{pool, sizeof(pool) - 1}}, names, steps, release_defaults, attribute_forms, "
      "constants, unwritten, patterns, resource_forms, sites, ways, site_resources, site_attributes, version_ranges, "
      "raises, dialects, conditions, settings, actions, changes, all_rules}};\n}}  // namespace\n\n"
      "const Tables& builtin_tables() {{ return tables; }}\n\n}}  // namespace idsxml::rules\n");
}

bool fail(const std::string& message) {
  fmt::print(stderr, "rulec: {}\n", message);
  return false;
}

bool load_all(const fs::path& source, OwnedTables& tables) {
  for (const fs::path& file : rule_files(source / "rules")) {
    const idsxml::Result<bool> loaded = load(fs::relative(file, source).string(), read_text(file), tables);
    if (!loaded)
      return fail(fmt::format("{}:{}: {}", loaded.error().message, loaded.error().where->line, loaded.error().line));
  }
  const idsxml::Result<bool> checked = check(tables.view());
  return checked ? true : fail(checked.error().message);
}

bool is_tested(const fs::path& source, const Rule& rule, std::string_view id) {
  if (rule.check == CheckName::none) return !test_cases(source, id, ".before.xml").empty();
  return !check_cases(source, id, ".broken").empty() && !check_cases(source, id, ".sound").empty();
}

bool all_are_tested(const fs::path& source, const Tables& tables) {
  for (const Rule& rule : tables.rules) {
    const std::string_view id = tables.text(rule.id);
    if (!is_tested(source, rule, id))
      return fail(fmt::format("testdata/rules/{} has no *{}: every rule is tested", id,
                              rule.check == CheckName::none ? ".before.xml" : ".broken.* or no *.sound.*"));
  }
  return true;
}

bool attach_pages(const fs::path& source, OwnedTables& tables) {
  for (Rule& rule : tables.rules) {
    const std::string id(tables.view().text(rule.id));
    const std::string page = read_text(source / "docs" / "rules" / (id + ".md"));
    if (page.empty()) return fail("docs/rules/" + id + ".md is missing: every rule has a page (./dev rule-pages)");
    rule.page = {static_cast<std::uint32_t>(tables.pool.size()), static_cast<std::uint32_t>(page.size())};
    tables.pool += page;
  }
  return true;
}

bool write_text(const fs::path& path, const std::string& text) {
  std::FILE* out = std::fopen(path.c_str(), "w");
  if (out == nullptr) return fail("cannot write " + path.string());
  fmt::print(out, "{}", text);
  return std::fclose(out) == 0;
}

bool write_pages(const fs::path& source, const Tables& tables) {
  fs::create_directories(source / "docs" / "rules");
  return std::all_of(tables.rules.begin(), tables.rules.end(), [&](const Rule& rule) {
    return write_text(source / "docs" / "rules" / (std::string(tables.text(rule.id)) + ".md"),
                      page_of(tables, rule, source));
  });
}

int run(int argc, char** argv) {
  if (argc != 3) return fail("usage: rulec SOURCE_FOLDER OUTPUT.cpp|--pages") ? 0 : 2;
  const fs::path source = argv[1];
  OwnedTables tables;
  if (!load_all(source, tables)) return 1;
  if (std::string_view(argv[2]) == "--pages")
    return all_are_tested(source, tables.view()) && write_pages(source, tables.view()) ? 0 : 1;
  rulec::describe_attributes(source / "catalog" / "attributes", tables);
  if (!attach_pages(source, tables)) return 1;
  std::FILE* out = std::fopen(argv[2], "w");
  if (out == nullptr) return fail(std::string("cannot write ") + argv[2]) ? 0 : 1;
  print_tables(out, tables);
  return std::fclose(out) == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& problem) {
    static_cast<void>(std::fputs(problem.what(), stderr));
  } catch (...) {
    static_cast<void>(std::fputs("rulec: it failed without a word\n", stderr));
  }
  return 1;
}
