#include "content.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace catalogc {
namespace {

std::int64_t number_or(const std::string& text, std::int64_t otherwise) {
  return text.empty() ? otherwise : std::stoll(text);
}

/// Reads one file: types, and the choices that values are of, are known by their names in it.
class File {
 public:
  File(const Catalog& catalog, Content& content) : catalog_(&catalog), content_(&content) {}

  void read(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error(path + ": cannot be read");
    int number = 0;
    for (std::string line; std::getline(file, line);) {
      ++number;
      try {
        if (!line.empty() && line.front() != '#') read_line(line);
      } catch (const std::exception& problem) {
        throw std::runtime_error(path + ":" + std::to_string(number) + ": " + problem.what());
      }
    }
    for (const auto& [name, type] : types_)
      if (!type.second) throw std::runtime_error(path + ": there is no type " + name);
  }

 private:
  void read_line(const std::string& line) {
    const std::string before_default = line.substr(0, line.find(" = "));
    std::vector<std::string> words = split(before_default, ' ');
    if (line.starts_with("  ")) {
      words.erase(words.begin(), words.begin() + 2);
      if (type_ < 0) return read_model(words);
      return line[2] == '@' ? read_attribute(words) : read_content_line(words);
    }
    if (words.size() == 2 && words[0] == "namespace") {
      namespace_ = words[1];
      type_ = -1;
    } else if (words.size() == 2 && words[0] == "type") {
      begin_type(words[1]);
    } else if (words.size() >= 3 && words[0] == "choice") {
      choices_[words[1]] = value({"choice", 0, 0, split(line.substr(line.find(words[1]) + words[1].size() + 1), '|')});
    } else {
      throw std::runtime_error("neither a namespace nor a choice nor a type");
    }
  }

  /// subsystem TYPE wildfly 10.0-11.0 13.0+
  void read_model(const std::vector<std::string>& words) {
    const auto line = static_cast<Line>(product_place(words.at(2)));
    Rows in_line;
    for (std::size_t i = 3; i < words.size(); ++i) in_line.merge(rows_in(*catalog_, line, words[i]));
    Model& model = content_->models.emplace_back(Model{namespace_, words[0], type_named(words.at(1)), {}});
    for (std::size_t i = 0; i < catalog_->releases.size(); ++i) {
      const int part = catalog_->releases[i].parts[line];
      if (part >= 0 && in_line.contains(part)) model.releases.insert(static_cast<int>(i));
    }
  }

  void begin_type(const std::string& name) {
    type_ = static_cast<int>(type_named(name));
    if (std::exchange(types_[name].second, true)) throw std::runtime_error("a second type " + name);
  }

  /// @name int required exact resolved deprecated
  void read_attribute(const std::vector<std::string>& words) {
    if (words.size() == 1 && words[0] == "@any") {
      type().takes_any_attribute = true;
      return;
    }
    Attribute attribute{words[0].substr(1), value_named(words.at(1))};
    const std::map<std::string_view, bool*> flags{{"required", &attribute.required},
                                                  {"exact", &attribute.exact},
                                                  {"resolved", &attribute.resolved},
                                                  {"deprecated", &attribute.deprecated}};
    for (std::size_t i = 2; i < words.size(); ++i) {
      const auto flag = flags.find(words[i]);
      if (flag == flags.end()) throw std::runtime_error("unknown word " + words[i]);
      *flag->second = true;
    }
    type().attributes.push_back(attribute);
  }

  /// text int
  /// any
  /// ordered
  /// name type 0..* required once deprecated
  void read_content_line(const std::vector<std::string>& words) {
    if (words.size() == 1 && words[0] == "any") {
      type().is_open = true;
    } else if (words.size() == 1 && words[0] == "ordered") {
      type().is_ordered = true;
    } else if (words.size() == 2 && words[0] == "text") {
      type().text = value_named(words[1]);
    } else {
      const std::string times = words.at(2);
      const std::size_t dots = times.find("..");
      const std::string high = times.substr(dots + 2);
      const std::size_t child = type_named(words[1]);
      const int place = static_cast<int>(type().children.size());
      const auto has = [&](const char* word) { return std::find(words.begin() + 3, words.end(), word) != words.end(); };
      type().children.push_back(Child{words[0], child, std::stoi(times.substr(0, dots)),
                                      high == "*" ? 255 : std::stoi(high), place, has("required"), has("once"),
                                      has("deprecated")});
    }
  }

  Type& type() { return content_->types[static_cast<std::size_t>(type_)]; }

  std::size_t type_named(const std::string& name) {
    const auto [known, is_new] = types_.try_emplace(name, content_->types.size(), false);
    if (is_new) content_->types.emplace_back();
    return known->second.first;
  }

  /// boolean, int, 1.., or the name of a choice.
  std::size_t value_named(const std::string& name) {
    for (const char* kind : {"string", "boolean", "fraction", "list", "integer"})
      if (name == kind) return value({kind});
    if (name == "int") return value({"integer", INT32_MIN, INT32_MAX, {}});
    if (name == "long") return value({"integer"});
    const auto choice = choices_.find(name);
    if (choice != choices_.end()) return choice->second;
    const std::size_t dots = name.find("..");
    if (dots == std::string::npos) throw std::runtime_error("no choice is called " + name);
    const Value any{"integer"};
    return value({"integer", number_or(name.substr(0, dots), any.low), number_or(name.substr(dots + 2), any.high), {}});
  }

  std::size_t value(const Value& value) {
    const auto known = std::find(content_->values.begin(), content_->values.end(), value);
    if (known != content_->values.end()) return static_cast<std::size_t>(known - content_->values.begin());
    content_->values.push_back(value);
    return content_->values.size() - 1;
  }

  const Catalog* catalog_;
  Content* content_;
  std::string namespace_;
  int type_ = -1;                                              // that lines belong to; before the first one, -1
  std::map<std::string, std::pair<std::size_t, bool>> types_;  // by name: its number, and whether it was defined
  std::map<std::string, std::size_t> choices_;
};

/// JBoss EAP reads some schemas a release before WildFly, as WildFly reads them from then on.
void lend_to_eap(const Catalog& catalog, Content& content) {
  std::map<std::pair<std::string, std::string>, Rows> served;
  for (const Model& model : content.models)
    served[{model.name_space, model.element}].insert(model.releases.begin(), model.releases.end());
  for (Model& model : content.models) {
    Rows& rows = served[{model.name_space, model.element}];
    for (const int row : catalog.namespaces.at(model.name_space).read_by) {
      if (catalog.releases[static_cast<std::size_t>(row)].parts[eap] >= 0 && rows.insert(row).second)
        model.releases.insert(row);
    }
  }
}

/// catalog::key_of
std::size_t key_of(const std::string& name) {
  return (name.size() << 8U) + static_cast<unsigned char>(name.front());
}

/// The places of texts in a list of them.
class Texts {
 public:
  std::size_t add(const std::string& text) {
    const auto [known, is_new] = places_.try_emplace(text, rows_.size());
    if (is_new) rows_.push_back(text);
    return known->second;
  }
  const std::vector<std::string>& rows() const { return rows_; }

 private:
  std::map<std::string, std::size_t> places_;
  std::vector<std::string> rows_;
};

/// Writes rows of lists; equal lists are the same part of the table.
class Lists {
 public:
  std::size_t add(const std::vector<std::string>& rows) {
    std::string all;
    for (const std::string& row : rows) all += row;
    const auto [known, is_new] = places_.try_emplace(all, count_);
    if (!is_new) return known->second;
    text_ += all;
    count_ += rows.size();
    return known->second;
  }
  const std::string& text() const { return text_; }

 private:
  std::map<std::string, std::size_t> places_;
  std::string text_;
  std::size_t count_ = 0;
};

std::string row_of(const std::vector<std::size_t>& fields) {
  std::string text = "{";
  for (const std::size_t field : fields) text += std::to_string(field) + ",";
  text.back() = '}';
  return text + ",\n";
}

/// The smallest number cannot be written as such.
std::string number(std::int64_t value) {
  return value == std::numeric_limits<std::int64_t>::min() ? "INT64_MIN" : std::to_string(value);
}

class Writer {
 public:
  std::string written(const Content& content) {
    for (const Value& value : content.values) write(value);
    for (const Type& type : content.types) write(type);
    std::vector<Model> models = content.models;
    std::stable_sort(models.begin(), models.end(),
                     [](const Model& a, const Model& b) { return a.name_space < b.name_space; });
    for (const Model& model : models) write(model);
    for (const std::string& name : names_.rows()) write_text(name_rows_, pool_, name);
    return whole();
  }

 private:
  void write(const Value& value) {
    std::vector<std::string> rows;
    for (const std::string& choice : value.choices) {
      std::ostringstream row;
      catalogc::write_text(row, pool_, choice);
      rows.push_back(row.str() + ",\n");
    }
    values_ << "{ValueRow::Kind::" << value.kind << ',' << rows.size() << ',' << choices_.add(rows) << ','
            << number(value.low) << ',' << number(value.high) << "},\n";
  }

  void write(const Type& type) {
    std::vector<Attribute> attributes = type.attributes;
    std::vector<Child> children = type.children;
    const auto by_name = [](const auto& a, const auto& b) {
      return std::pair(key_of(a.name), a.name) < std::pair(key_of(b.name), b.name);
    };
    std::sort(attributes.begin(), attributes.end(), by_name);
    std::sort(children.begin(), children.end(), by_name);
    std::vector<std::string> attribute_rows;
    for (const Attribute& a : attributes)
      attribute_rows.push_back(
          row_of({key_of(a.name), names_.add(a.name), a.value, a.required, a.exact, a.resolved, a.deprecated}));
    std::vector<std::string> child_rows;
    for (const Child& c : children)
      child_rows.push_back(row_of({key_of(c.name), names_.add(c.name), c.type, static_cast<std::size_t>(c.low),
                                   static_cast<std::size_t>(c.high), static_cast<std::size_t>(c.place), c.required,
                                   c.once, c.deprecated}));
    const auto required = std::count_if(attributes.begin(), attributes.end(), [](const auto& a) { return a.required; });
    const bool needs_children =
        std::any_of(children.begin(), children.end(), [](const Child& c) { return c.required; });
    types_ << row_of({attributes_.add(attribute_rows), children_.add(child_rows), attributes.size(),
                      static_cast<std::size_t>(required), children.size(), needs_children, type.is_open,
                      type.takes_any_attribute, type.is_ordered, type.text.value_or(0xffff)});
  }

  void write(const Model& model) {
    models_ << '{';
    catalogc::write_text(models_, pool_, model.name_space);
    models_ << ',' << names_.add(model.element) << ',' << model.type << ',';
    write_rows(models_, model.releases);
    models_ << "},\n";
  }

  static void write_text(std::ostream& out, Pool& pool, const std::string& text) {
    catalogc::write_text(out, pool, text);
    out << ",\n";
  }

  std::string whole() const {
    std::ostringstream out;
    out << "// Generated by tools/catalogc.\n#include \"catalog/content_tables.hpp\"\n\nnamespace idsxml::catalog {\n"
           "namespace {\n";
    write_pool(out, "pool", pool_.text());
    const std::pair<const char*, std::string> tables[]{
        {"Text names", name_rows_.str()},        {"Text choices", choices_.text()},
        {"ValueRow values", values_.str()},      {"AttributeRow attributes", attributes_.text()},
        {"ChildRow children", children_.text()}, {"TypeRow types", types_.str()},
        {"ModelRow models", models_.str()}};
    for (const auto& [name, rows] : tables) out << "constexpr " << name << "[] = {\n" << rows << "};\n";
    out << "}  // namespace\n\n"
           "constinit const std::string_view content_text{pool, sizeof pool - 1};\n"
           "constinit const std::span<const Text> content_names{names};\n"
           "constinit const std::span<const Text> content_choices{choices};\n"
           "constinit const std::span<const ValueRow> content_values{values};\n"
           "constinit const std::span<const AttributeRow> content_attributes{attributes};\n"
           "constinit const std::span<const ChildRow> content_children{children};\n"
           "constinit const std::span<const TypeRow> content_types{types};\n"
           "constinit const std::span<const ModelRow> content_models{models};\n\n"
           "}  // namespace idsxml::catalog\n";
    return out.str();
  }

  Pool pool_;
  Texts names_;
  Lists choices_;
  Lists attributes_;
  Lists children_;
  std::ostringstream name_rows_;
  std::ostringstream values_;
  std::ostringstream types_;
  std::ostringstream models_;
};

}  // namespace

Content read_content(const std::string& directory, const Catalog& catalog) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(directory + "/content"))
    if (entry.path().extension() == ".txt") paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  Content content;
  for (const std::string& path : paths) File(catalog, content).read(path);
  lend_to_eap(catalog, content);
  return content;
}

std::string content_tables_of(const Content& content) {
  return Writer().written(content);
}

}  // namespace catalogc
