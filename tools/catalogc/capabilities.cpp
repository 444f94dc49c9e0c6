#include "capabilities.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace catalogc {
namespace {

constexpr std::array<std::string_view, 4> words{"provides", "requires", "uses", "ignores"};

using Step = std::pair<std::string, std::string>;

/// /subsystem=io/worker=*; the root is `/`.
std::vector<Step> steps_of(const std::string& address) {
  if (address.empty() || address[0] != '/') throw std::runtime_error("not an address: " + address);
  std::vector<Step> steps;
  for (const std::string& step : split(address.substr(1), '/')) {
    const auto equals = step.find('=');
    if (equals == std::string::npos) throw std::runtime_error("not a step of an address: " + step);
    steps.emplace_back(step.substr(0, equals), step.substr(equals + 1));
  }
  return steps;
}

void check_names(const std::vector<Step>& steps, const Fact& fact) {
  constexpr std::size_t most_names = 3;  // of lib/catalog/capabilities.hpp
  if (fact.names.size() > most_names) throw std::runtime_error("too many names: widen catalog::most_names");
  for (const std::string& name : fact.names) {
    const bool is_step =
        std::any_of(steps.begin(), steps.end(), [&](const Step& step) { return "/" + step.first == name; });
    if (name[0] == '/' && !is_step) throw std::runtime_error("the address has no step " + name);
  }
}

void add(ResourceKind& resource, const Fact& fact) {
  for (Fact& known : resource.facts) {
    if (known.role != fact.role || known.capability != fact.capability || known.names != fact.names) continue;
    known.in.insert(fact.in.begin(), fact.in.end());
    return;
  }
  resource.facts.push_back(fact);
}

/// Takes back that releases require something, because their servers do not.
void forget(ResourceKind& resource, const Fact& ignored) {
  for (Fact& fact : resource.facts) {
    if (fact.role != "requires" || fact.capability != ignored.capability || fact.names != ignored.names) continue;
    for (const int row : ignored.in) fact.in.erase(row);
    return;
  }
  throw std::runtime_error("nothing requires that anyway");
}

/// What is said of every resource of a type holds for one of a certain name, too.
void inherit(const ResourceKind& general, ResourceKind& special) {
  for (const Fact& fact : general.facts) add(special, fact);
  for (const auto& [step, child] : general.children) inherit(child, special.children[step]);
}

void inherit_below(ResourceKind& resource) {
  for (auto& [step, child] : resource.children) {
    const auto general = resource.children.find({step.first, "*"});
    if (step.second != "*" && general != resource.children.end()) inherit(general->second, child);
  }
  for (auto& [step, child] : resource.children) inherit_below(child);
}

struct Node {
  const ResourceKind* resource;
  Step step;
  std::size_t parent;
  std::size_t first_child = 0;
};

/// Breadth first, so that the children of each stand together.
std::vector<Node> in_order(const ResourceKind& root) {
  std::vector<Node> nodes{{&root, {}, 0}};
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    nodes[i].first_child = nodes.size();
    for (const auto& [step, child] : nodes[i].resource->children) nodes.push_back({&child, step, i});
  }
  return nodes;
}

/// How many steps above the resource's own the one of this type is.
std::size_t steps_above(const std::vector<Node>& nodes, std::size_t node, std::string_view type) {
  std::size_t steps = 0;
  for (; nodes[node].step.first != type; node = nodes[node].parent) ++steps;
  return steps;
}

/// One named by two parts (a handler of a logging profile) is not one named by one.
using Capability = std::pair<std::string, std::size_t>;

Capability capability_of(const Fact& fact) {
  return {fact.capability, fact.names.size()};
}

class Writer {
 public:
  Writer(std::ostream& out, Pool& pool, const ResourceKind& root) : out_(out), pool_(pool), nodes_(in_order(root)) {}

  void run() {
    number_capabilities();
    write_resources();
    write_facts();
    write_capabilities();
    out_ << "constexpr CapabilityNameRow capability_names[] = {\n" << names_.str() << "};\n";
  }

 private:
  void number_capabilities() {
    for (const Node& node : nodes_)
      for (const Fact& fact : node.resource->facts) providers_[capability_of(fact)];
    std::size_t number = 0;
    for (const auto& [capability, providers] : providers_) numbers_[capability] = number++;
  }

  void write_resources() {
    out_ << "constexpr ResourceRow resources[] = {\n";
    std::size_t first_fact = 0;
    for (const Node& node : nodes_) {
      out_ << "    {";
      write_text(out_, pool_, node.step.first);
      out_ << ", ";
      write_text(out_, pool_, node.step.second);
      out_ << ", " << node.parent << ", " << node.first_child << ", " << node.resource->children.size() << ", "
           << first_fact << ", " << node.resource->facts.size() << "},\n";
      first_fact += node.resource->facts.size();
    }
    out_ << "};\n";
  }

  void write_facts() {
    out_ << "constexpr CapabilityFactRow capability_facts[] = {\n";
    std::size_t number = 0;
    for (std::size_t node = 0; node < nodes_.size(); ++node) {
      for (const Fact& fact : nodes_[node].resource->facts) {
        if (fact.role == "provides") providers_[capability_of(fact)].push_back(number);
        out_ << "    {" << node << ", " << numbers_[capability_of(fact)] << ", " << name_count_ << ", "
             << fact.names.size() << ", " << role_of(fact) << ", ";
        write_rows(out_, fact.in);
        out_ << "},\n";
        for (const std::string& name : fact.names) add_name(node, name);
        ++number;
      }
    }
    out_ << "};\n";
  }

  static std::string_view role_of(const Fact& fact) {
    if (fact.role == "provides") return "Role::provides";
    return fact.role == "requires" ? "Role::requires_it" : "Role::uses";
  }

  void add_name(std::size_t node, const std::string& name) {
    ++name_count_;
    const bool is_step = name[0] == '/';
    const bool is_attribute = name[0] == '@';
    names_ << "    {NameOf::"
           << (is_step        ? "step"
               : is_attribute ? "attribute"
                              : "itself")
           << ", " << (is_step ? steps_above(nodes_, node, std::string_view(name).substr(1)) : 0) << ", ";
    const std::string text = is_step || is_attribute ? name.substr(1) : name;
    const auto equals = is_attribute ? text.find('=') : std::string::npos;
    write_text(names_, pool_, text.substr(0, equals));
    names_ << ", ";
    write_text(names_, pool_, equals == std::string::npos ? std::string() : text.substr(equals + 1));
    names_ << "},\n";
  }

  void write_capabilities() {
    std::ostringstream indices;
    std::size_t first = 0;
    out_ << "constexpr CapabilityRow capabilities[] = {\n";
    for (const auto& [capability, providers] : providers_) {
      out_ << "    {";
      write_text(out_, pool_, capability.first);
      out_ << ", " << first << ", " << providers.size() << "},\n";
      for (const std::size_t fact : providers) indices << "    " << fact << ",\n";
      first += providers.size();
    }
    out_ << "};\nconstexpr std::uint16_t capability_providers[] = {\n" << indices.str() << "};\n";
  }

  std::ostream& out_;
  Pool& pool_;
  std::vector<Node> nodes_;
  std::map<Capability, std::vector<std::size_t>> providers_;  // numbers of facts
  std::map<Capability, std::size_t> numbers_;
  std::ostringstream names_;
  std::size_t name_count_ = 0;
};

}  // namespace

void read_capabilities(const std::string& path, std::size_t columns,
                       const std::function<Rows(const std::string&)>& releases_in, ResourceKind& root) {
  for_each_row(path, columns, [&](const Fields& fields) {
    const std::string& word = fields[1];
    if (std::find(words.begin(), words.end(), word) == words.end()) throw std::runtime_error("unknown word " + word);
    const std::vector<Step> steps = steps_of(fields[0]);
    Fact fact{word, fields[2], {}, releases_in(fields[4])};
    if (fields[3] != "-") fact.names = split(fields[3], ' ');
    check_names(steps, fact);
    ResourceKind* resource = &root;
    for (const Step& step : steps) resource = &resource->children[step];
    word == "ignores" ? forget(*resource, fact) : add(*resource, fact);
  });
}

void write_capabilities(std::ostream& out, Pool& pool, const ResourceKind& root) {
  ResourceKind complete = root;
  inherit_below(complete);
  Writer(out, pool, complete).run();
}

}  // namespace catalogc
