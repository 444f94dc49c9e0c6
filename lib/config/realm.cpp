#include "config/realm.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "config/json_problem.hpp"
#include "xml/document.hpp"

namespace idsxml::config {
namespace {

/// Hands a text to the parser, and tells how far that has read.
class Cursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Cursor(const char* at, const char*& read) : at_(at), read_(&read) {}
  reference operator*() const { return *at_; }
  Cursor& operator++() {
    *read_ = ++at_;
    return *this;
  }
  Cursor operator++(int) {  // NOLINT(cert-dcl21-cpp): iterators return one that may be changed
    Cursor before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const Cursor& a, const Cursor& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  const char** read_;
};

/// What a value of an export is to lint, by where it stands.
enum class Place : std::uint8_t {
  other,
  file,
  realms,
  realm,
  realm_name,
  version,
  flows,
  flow,
  flow_alias,
  executions,
  execution,
  requirement,
  authenticator,
  settings,
  sub_flow,
  providers,
  provider,
  first_login_flow,
};

struct Step {
  Place from;
  std::string_view name;  ///< of a member; of an array's items, `item`
  Place to;
};
constexpr std::string_view item = "[]";
constexpr auto steps = std::to_array<Step>({
    {Place::realms, item, Place::realm},
    {Place::realm, "realm", Place::realm_name},
    {Place::realm, "keycloakVersion", Place::version},
    {Place::realm, "firstBrokerLoginFlow", Place::first_login_flow},
    {Place::realm, "authenticationFlows", Place::flows},
    {Place::flows, item, Place::flow},
    {Place::flow, "alias", Place::flow_alias},
    {Place::flow, "authenticationExecutions", Place::executions},
    {Place::executions, item, Place::execution},
    {Place::execution, "requirement", Place::requirement},
    {Place::execution, "authenticator", Place::authenticator},
    {Place::execution, "authenticatorConfig", Place::settings},
    {Place::execution, "flowAlias", Place::sub_flow},
    {Place::realm, "identityProviders", Place::providers},
    {Place::providers, item, Place::provider},
    {Place::provider, "firstBrokerLoginFlowAlias", Place::first_login_flow},
});

Place place_in(Place container, std::string_view name) {
  const auto* const found = std::find_if(steps.begin(), steps.end(),
                                         [&](const Step& step) { return step.from == container && step.name == name; });
  return found == steps.end() ? Place::other : found->to;
}

/// What a realm has besides its name, and an adapter's keycloak.json has not.
bool tells_a_realm(std::string_view name) {
  constexpr std::array<std::string_view, 4> members{"enabled", "keycloakVersion", "authenticationFlows", "users"};
  return std::find(members.begin(), members.end(), name) != members.end();
}

/// Keeps what has a place of what the parser comes across. As Keycloak does, it takes the last of several members of
/// one name. Memory grows with what is kept, not with what the text holds.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), read_(text.data()) {}

  bool parse() {
    const char* const end = text_.data() + text_.size();
    const char* ignored = nullptr;
    return nlohmann::json::sax_parse(Cursor(text_.data(), read_), Cursor(end, ignored), this);
  }

  bool null() { return skip(); }
  bool boolean(bool /*value*/) { return skip(); }
  bool number_integer(std::int64_t /*value*/) { return skip(); }
  bool number_unsigned(std::uint64_t /*value*/) { return skip(); }
  bool number_float(double /*value*/, const std::string& /*written*/) { return skip(); }
  static bool binary(nlohmann::json::binary_t& /*value*/) { return false; }

  bool key(std::string& name) {
    if (skipped_ == 0) {
      key_begin_ = text_.find('"', done_);
      next_ = place_in(open_.back(), name);
      is_realm_ = is_realm_ || (open_.back() == Place::realm && tells_a_realm(name));
    }
    return skip();
  }

  bool string(std::string& value) {
    const Stretch at{std::min(text_.find('"', done_), offset()), offset()};
    if (skipped_ == 0) keep(place_of_next(), std::move(value), at);
    return skip();
  }

  bool start_object(std::size_t /*size*/) { return open(Place::realm); }
  bool start_array(std::size_t /*size*/) { return open(Place::realms); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool parse_error(std::size_t read, const std::string& /*token*/, const nlohmann::json::exception& error) {
    problem_ = json_problem(read, error.what());
    problem_->offset = std::min(problem_->offset, text_.size());
    return false;
  }

  const std::optional<JsonProblem>& problem() const { return problem_; }
  std::vector<Realm> take() { return std::move(realms_); }

 private:
  std::size_t offset() const { return static_cast<std::size_t>(read_ - text_.data()); }

  bool skip() {
    done_ = offset();
    return true;
  }

  /// Of a value: where a member stands is known from its name.
  Place place_of_next() const {
    if (open_.empty()) return Place::file;
    const Place as_item = place_in(open_.back(), item);
    return as_item == Place::other ? next_ : as_item;
  }

  bool open(Place root) {
    const Place place = skipped_ > 0 ? Place::other : place_of_next();
    if (place == Place::other) {
      ++skipped_;
      return skip();
    }
    open_.push_back(place == Place::file ? root : place);
    begin(open_.back());
    return skip();
  }

  void begin(Place place) {
    next_ = Place::other;
    if (place == Place::realm) {
      realms_.emplace_back();
      is_realm_ = false;
    } else if (place == Place::flows) {
      realms_.back().flows.clear();
    } else if (place == Place::flow) {
      realms_.back().flows.emplace_back();
    } else if (place == Place::executions) {
      flow().executions.clear();
    } else if (place == Place::execution) {
      flow().executions.emplace_back();
    }
  }

  bool close() {
    if (skipped_ > 0) {
      --skipped_;
      return skip();
    }
    end(open_.back());
    open_.pop_back();
    next_ = Place::other;
    return skip();
  }

  void end(Place place) {
    if (place == Place::realm && (!is_realm_ || realms_.back().name.empty())) realms_.pop_back();
    if (place == Place::flow && flow().executions.empty()) realms_.back().flows.pop_back();
    if (place == Place::execution && execution().requirement.empty()) flow().executions.pop_back();
  }

  void keep(Place place, std::string value, Stretch at) {
    switch (place) {
      case Place::realm_name:
        realms_.back().name = std::move(value);
        break;
      case Place::version:
        realms_.back().keycloak_version = std::move(value);
        break;
      case Place::first_login_flow:
        realms_.back().first_login_flows.push_back(std::move(value));
        break;
      case Place::flow_alias:
        flow().alias = std::move(value);
        break;
      case Place::authenticator:
        execution().authenticator = std::move(value);
        break;
      case Place::settings:
        execution().settings = std::move(value);
        break;
      case Place::sub_flow:
        execution().flow = std::move(value);
        break;
      case Place::requirement:
        execution().requirement = std::move(value);
        execution().requirement_at = at;
        execution().member = {key_begin_, at.end};
        break;
      default:
        break;
    }
  }

  Flow& flow() { return realms_.back().flows.back(); }
  Execution& execution() { return flow().executions.back(); }

  std::string_view text_;
  const char* read_;         ///< behind what the parser has read
  std::size_t done_ = 0;     ///< what it has told of ends here
  std::vector<Place> open_;  ///< the containers around the next value, down to one that has no place
  std::size_t skipped_ = 0;  ///< those inside of that one, with itself
  Place next_ = Place::other;
  std::size_t key_begin_ = 0;
  bool is_realm_ = false;
  std::vector<Realm> realms_;
  std::optional<JsonProblem> problem_;
};

Error not_json(std::string_view text, const JsonProblem& problem) {
  const bool is_template = may_be_template(text);
  return {.code = is_template ? "CFG011" : "CFG012",
          .message = problem.message,
          .advice = is_template ? "if this is a template, have its engine fill it in, and lint what comes of it"
                                : "check that the export was copied completely",
          .where = xml::LineIndex(text).at(problem.offset),
          .line = {}};
}

Error no_realm() {
  return {.code = "CFG011",
          .message = "this JSON is no realm export of Keycloak",
          .advice = "lint looks at an object, or an array of objects, with the members realm and authenticationFlows",
          .where = {},
          .line = {}};
}

}  // namespace

Result<std::vector<Realm>> realms_in(std::string_view json) {
  Reader reader(json);
  reader.parse();
  if (const std::optional<JsonProblem>& problem = reader.problem()) return not_json(json, *problem);
  std::vector<Realm> realms = reader.take();
  if (realms.empty()) return no_realm();
  return realms;
}

}  // namespace idsxml::config
