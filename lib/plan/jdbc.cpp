#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "plan/database.hpp"
#include "plan/masked.hpp"

namespace idsxml::planning {
namespace {

using Parameters = std::map<std::string, std::string, std::less<>>;

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

bool starts_with_word(std::string_view text, std::string_view lower_case) {
  return lower(text.substr(0, lower_case.size())) == lower_case;
}

/// Takes what stands before the first of `marks`, and the mark.
std::string_view take_until(std::string_view& text, std::string_view marks) {
  const std::size_t end = std::min(text.find_first_of(marks), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  while (!text.empty()) parts.push_back(take_until(text, std::string_view(&mark, 1)));
  return parts;
}

std::optional<unsigned> hexadecimal(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  const char letter = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (letter >= 'a' && letter <= 'f') return static_cast<unsigned>(letter - 'a') + 10;
  return std::nullopt;
}

/// %41 is A.
std::string decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto high = text[i] == '%' && i + 2 < text.size() ? hexadecimal(text[i + 1]) : std::nullopt;
    const auto low = high ? hexadecimal(text[i + 2]) : std::nullopt;
    result += low ? static_cast<char>(*high * 16 + *low) : text[i];
    if (low) i += 2;
  }
  return result;
}

/// name=value&name=value
Parameters parameters_of(std::string_view text, char mark) {
  Parameters parameters;
  for (std::string_view each : split(text, mark)) {
    const std::string_view name = take_until(each, "=");
    parameters.emplace(lower(name), decoded(each));
  }
  return parameters;
}

std::string value_of(const Parameters& parameters, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (const auto found = parameters.find(name); found != parameters.end()) return found->second;
  return {};
}

struct Host {
  std::string name;
  std::string port;
};

/// host, host:port, [::1]:port
Host host_of(std::string_view text) {
  if (text.starts_with('[')) {
    text.remove_prefix(1);
    const std::string_view name = take_until(text, "]");
    return {std::string(name), std::string(text.starts_with(':') ? text.substr(1) : text)};
  }
  if (std::count(text.begin(), text.end(), ':') > 1)
    return {std::string(text), {}};  // an IPv6 address without brackets
  const std::string_view name = take_until(text, ":");
  return {std::string(name), std::string(text)};
}

/// address=(host=a)(port=1)(password=x), or (host=a,port=1) of MySQL's drivers
Host host_of_pairs(std::string_view text) {
  Host host;
  while (!text.empty()) {
    std::string_view pair = take_until(text, "(),");
    const std::string name = lower(take_until(pair, "="));
    if (name == "host") host.name = pair;
    if (name == "port") host.port = pair;
  }
  return host;
}

/// Splits at commas that stand in no parentheses.
std::vector<std::string_view> split_hosts(std::string_view text) {
  std::vector<std::string_view> hosts;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '(') ++depth;
    if (i < text.size() && text[i] == ')') --depth;
    if (i < text.size() && (text[i] != ',' || depth > 0)) continue;
    if (i > begin) hosts.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  return hosts;
}

/// An expression that stands for several things at once is not told.
std::string simple(const Masked& url, std::string_view part) {
  return url.is_simple(part) ? url.unmasked(part) : std::string();
}

/// Of nothing else than names and addresses are made: no login stands before it.
bool is_host(std::string_view text) {
  return text.find_first_of("@/?=&;() '\"") == std::string_view::npos;
}

void set_hosts(const Masked& url, std::string_view text, std::string_view usual_port, Database& database) {
  std::vector<Host> hosts;
  for (const std::string_view each : split_hosts(text))
    hosts.push_back(each.find('(') == std::string_view::npos ? host_of(each) : host_of_pairs(each));
  const bool has_port = std::any_of(hosts.begin(), hosts.end(), [](const Host& host) { return !host.port.empty(); });
  for (const Host& host : hosts) {
    if (!database.host.empty()) database.host += ',';
    if (!database.port.empty()) database.port += ',';
    database.host += url.unmasked(host.name);
    if (has_port) database.port += host.port.empty() ? std::string(usual_port) : url.unmasked(host.port);
  }
  database.has_several_hosts = hosts.size() > 1;
  const bool is_told = std::all_of(hosts.begin(), hosts.end(), [&](const Host& host) {
    return url.is_simple(host.name) && url.is_simple(host.port) && is_host(host.name) && is_host(host.port);
  });
  if (is_told) return;
  database.host.clear();
  database.port.clear();
}

/// The first of several, for tools that take one.
void keep_first_host(Database& database) {
  database.host = database.host.substr(0, database.host.find(','));
  database.port = database.port.substr(0, database.port.find(','));
}

// pgjdbc: //host:port,host:port/database?…, /database or database
Database postgresql(const Masked& url, std::string_view rest) {
  Database database{.kind = DatabaseKind::postgresql};
  std::string_view place = take_until(rest, "?");
  const Parameters parameters = parameters_of(rest, '&');
  const bool has_hosts = place.starts_with("//");
  place.remove_prefix(has_hosts ? 2 : place.starts_with('/') ? 1 : 0);
  const std::string_view hosts = has_hosts ? take_until(place, "/") : std::string_view();
  if (hosts.empty()) database.host = "localhost";
  set_hosts(url, hosts, "5432", database);
  database.name = simple(url, decoded(url.without_parameters(place)));
  database.user = url.unmasked(value_of(parameters, {"user"}));
  const std::string path = value_of(parameters, {"currentschema"});
  database.schema = url.unmasked(std::string_view(path).substr(0, path.find(',')));
  database.ssl_mode = url.unmasked(value_of(parameters, {"sslmode"}));
  const auto ssl = parameters.find("ssl");
  const bool has_ssl = ssl != parameters.end() && (ssl->second.empty() || lower(ssl->second) == "true");
  if (database.ssl_mode.empty() && has_ssl) database.ssl_mode = "verify-full";
  database.ssl_root_certificate = url.unmasked(value_of(parameters, {"sslrootcert"}));
  return database;
}

// Connector/J and MariaDB's: [failover:|replication:|…]//user:password@host:port,…/database?…
Database mysql(const Masked& url, std::string_view rest, DatabaseKind kind) {
  Database database{.kind = kind};
  const std::size_t authority = rest.find("//");
  if (authority == std::string_view::npos) return database;
  rest.remove_prefix(authority + 2);
  std::string_view place = take_until(rest, "?");
  const Parameters parameters = parameters_of(rest, '&');
  std::string_view hosts = take_until(place, "/");
  if (const std::size_t at = hosts.rfind('@'); at != std::string_view::npos) {
    database.user = url.unmasked(decoded(hosts.substr(0, std::min(hosts.find(':'), at))));
    hosts.remove_prefix(at + 1);
  }
  if (hosts.empty()) database.host = "localhost";
  set_hosts(url, hosts, "3306", database);
  keep_first_host(database);
  database.name = simple(url, decoded(url.without_parameters(place)));
  if (const std::string user = value_of(parameters, {"user"}); !user.empty()) database.user = url.unmasked(user);
  return database;
}

/// name=value;name={a;b}
Parameters properties_of(std::string_view text) {
  Parameters parameters;
  while (!text.empty()) {
    const std::string name = lower(take_until(text, "="));
    const bool is_braced = text.starts_with('{');
    if (is_braced) text.remove_prefix(1);
    const std::string_view value = take_until(text, is_braced ? "}" : ";");
    if (is_braced) take_until(text, ";");
    parameters.emplace(name, value);
  }
  return parameters;
}

// //host\instance:port;databaseName=…;…
Database sqlserver(const Masked& url, std::string_view rest) {
  Database database{.kind = DatabaseKind::sqlserver};
  if (rest.starts_with("//")) rest.remove_prefix(2);
  std::string_view place = take_until(rest, ";");
  const Parameters properties = properties_of(rest);
  const Host host = host_of(place);
  database.host = simple(url, host.name.empty() ? value_of(properties, {"servername", "server"}) : host.name);
  database.port = simple(url, host.port.empty() ? value_of(properties, {"portnumber", "port"}) : host.port);
  const std::string instance = value_of(properties, {"instancename"});
  if (!instance.empty()) database.host.append("\\").append(simple(url, instance));
  const std::string name = value_of(properties, {"databasename", "database"});
  database.name = simple(url, url.without_parameters(name));
  database.user = url.unmasked(value_of(properties, {"user", "username"}));
  return database;
}

// thin:user/password@host:port:SID, @//host:port/service, @(DESCRIPTION=…), @name
Database oracle(const Masked& url, std::string_view rest) {
  Database database{.kind = DatabaseKind::oracle};
  take_until(rest, ":");  // thin or oci
  std::string_view login = take_until(rest, "@");
  database.user = url.unmasked(take_until(login, "/"));
  const std::string_view place = rest.substr(0, rest.find('?'));
  const bool has_secret = lower(place).find("password") != std::string::npos || !url.is_simple(place);
  if (has_secret) return database;
  const std::vector<std::string_view> parts = split(place, ':');
  const bool has_sid = parts.size() == 3 && !place.starts_with('(') && place.find('/') == std::string_view::npos;
  database.connect = url.unmasked(place);
  if (has_sid)
    database.connect = "(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=" + url.unmasked(parts[0]) +
                       ")(PORT=" + url.unmasked(parts[1]) + "))(CONNECT_DATA=(SID=" + url.unmasked(parts[2]) + ")))";
  return database;
}

// [file:|nio:|split:|tcp:|mem:]path;SETTING=…
Database h2(const Masked& url, std::string_view rest) {
  Database database{.kind = DatabaseKind::h2};
  std::string_view path = take_until(rest, ";");
  for (const std::string_view scheme : {"file:", "nio:", "split:"})
    if (starts_with_word(path, scheme)) path.remove_prefix(scheme.size());
  database.is_in_memory = starts_with_word(path, "mem:");
  const bool is_remote = starts_with_word(path, "tcp:") || starts_with_word(path, "ssl:");
  if (is_remote) return {};
  if (database.is_in_memory) return database;
  database.file = url.unmasked(url.without_parameters(path));
  if (database.file.starts_with("~/")) database.file.replace(0, 1, "${user.home}");
  return database;
}

Database mysql_own(const Masked& url, std::string_view rest) {
  return mysql(url, rest, DatabaseKind::mysql);
}
Database mariadb_own(const Masked& url, std::string_view rest) {
  return mysql(url, rest, DatabaseKind::mariadb);
}

}  // namespace

Database database_of_url(std::string_view text) {
  using Scheme = std::pair<std::string_view, Database (*)(const Masked&, std::string_view)>;
  constexpr std::array schemes{Scheme{"jdbc:postgresql:", postgresql}, Scheme{"jdbc:mysql:", mysql_own},
                               Scheme{"jdbc:mariadb:", mariadb_own},   Scheme{"jdbc:sqlserver:", sqlserver},
                               Scheme{"jdbc:oracle:", oracle},         Scheme{"jdbc:h2:", h2}};
  const Masked url(text);
  Database database;
  for (const auto& [scheme, read] : schemes)
    if (starts_with_word(url.text(), scheme)) database = read(url, url.text().substr(scheme.size()));
  return database;
}

}  // namespace idsxml::planning
