#include "upgrade/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <limits>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "idsxml/file.hpp"
#include "os/carry.hpp"
#include "os/io_error.hpp"
#include "os/path.hpp"
#include "os/pending_file.hpp"
#include "upgrade/errors.hpp"
#include "upgrade/model.hpp"

namespace idsxml::upgrading {
namespace {

using Stage = UpgradeState::Stage;

constexpr std::string_view first_line = "idsxml-upgrade 1";
constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();
constexpr int progress_digits = 20;

std::string folder_in(const std::string& new_home) {
  return os::join(new_home, journal_folder);
}

/// Fields that end with NUL, the one byte that no path has.
class FieldWriter {
 public:
  void text(std::string_view field) { (out_ += field) += '\0'; }
  template <class Number>
  void number(Number field) {
    text(std::to_string(field));
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : rest_(text) {}

  std::string text() {
    const std::size_t end = rest_.find('\0');
    if (end == std::string_view::npos) {
      failed_ = true;
      return {};
    }
    std::string field(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    return field;
  }

  template <class Number>
  Number number() {
    const std::string field = text();
    Number value{};
    const auto [end, problem] = std::from_chars(field.data(), field.data() + field.size(), value);
    failed_ = failed_ || problem != std::errc{} || end != field.data() + field.size();
    return value;
  }

  bool failed() const { return failed_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

std::string written(const StoredPlan& plan) {
  FieldWriter out;
  out.text(first_line);
  for (const std::string* text : {&plan.old_home, &plan.new_home, &plan.to, &plan.boot}) out.text(*text);
  out.number(plan.root_mtime_ns);
  out.number(plan.needs_attention ? 1 : 0);
  out.number(plan.actions.size());
  for (const UpgradeAction& action : plan.actions) {
    out.number(static_cast<unsigned>(action.kind));
    out.number(action.is_there ? 1 : 0);
    for (const std::string* text : {&action.path, &action.source, &action.target}) out.text(*text);
    out.number(action.size);
    out.number(action.mtime_ns);
    for (const std::uint32_t number : {action.was.mode, action.was.user, action.was.group}) out.number(number);
    out.number(action.was.mtime_ns);
  }
  return out.take();
}

/// Names one below another, and nothing that leads elsewhere.
bool is_below_home(std::string_view path) {
  while (true) {
    const std::string_view name = path.substr(0, path.find('/'));
    if (name.empty() || name == "." || name == "..") return false;
    if (name.size() == path.size()) return true;
    path.remove_prefix(name.size() + 1);
  }
}

/// A plan as this program makes them: whatever else stands there would be done as well.
bool is_sound(const StoredPlan& plan) {
  std::unordered_set<std::string> folders;
  for (const UpgradeAction& action : plan.actions) {
    if (action.kind > UpgradeAction::Kind::layers || !is_below_home(action.path)) return false;
    const bool has_parent = action.path.find('/') == std::string::npos || folders.contains(os::folder_of(action.path));
    if (!has_parent) return false;
    const bool is_folder = action.kind == UpgradeAction::Kind::folder || action.kind == UpgradeAction::Kind::touched;
    if (is_folder) folders.insert(action.path);
  }
  return true;
}

/// A home may be moved or copied with its journal: it is undone where it is, not where it was.
void move_to(const std::string& new_home, StoredPlan& plan) {
  const std::string prefix = plan.new_home + '/';
  for (UpgradeAction& action : plan.actions)
    if (action.target.starts_with(prefix)) action.target = os::join(new_home, action.target.substr(prefix.size()));
  plan.new_home = new_home;
}

std::optional<StoredPlan> parsed(std::string_view text) {
  FieldReader in(text);
  if (in.text() != first_line) return {};
  StoredPlan plan;
  for (std::string* field : {&plan.old_home, &plan.new_home, &plan.to, &plan.boot}) *field = in.text();
  plan.root_mtime_ns = in.number<std::int64_t>();
  plan.needs_attention = in.number<unsigned>() != 0;
  const auto count = in.number<std::size_t>();
  for (std::size_t i = 0; i < count && !in.failed(); ++i) {
    UpgradeAction action;
    action.kind = static_cast<UpgradeAction::Kind>(in.number<std::uint8_t>());
    action.is_there = in.number<unsigned>() != 0;
    for (std::string* field : {&action.path, &action.source, &action.target}) *field = in.text();
    action.size = in.number<std::uint64_t>();
    action.mtime_ns = in.number<std::int64_t>();
    for (std::uint32_t* field : {&action.was.mode, &action.was.user, &action.was.group})
      *field = in.number<std::uint32_t>();
    action.was.mtime_ns = in.number<std::int64_t>();
    plan.actions.push_back(std::move(action));
  }
  if (in.failed() || !in.at_end() || !is_sound(plan)) return {};
  return plan;
}

Result<os::Descriptor> locked(const std::string& folder) {
  os::Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return os::writing_error(errno, folder);
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) == 0) return fd;
  return error_of("UPG014", fmt::format("another run is at work in {}", os::quoted(os::folder_of(folder))),
                  "wait until it has finished");
}

std::optional<Error> write_whole(const std::string& folder_path, const std::string& name, std::string_view bytes) {
  const auto folder = os::open_folder(folder_path);
  if (!folder) return folder.error();
  auto file = os::PendingFile::create(*folder, S_IRUSR | S_IWUSR);
  if (!file) return std::move(file).error();
  int number = file->write(bytes);
  if (number == 0) number = file->publish_in_place_of(name);
  if (number == 0) return {};
  return os::writing_error(number, os::join(folder_path, name));
}

Stage stage_in(const std::string& folder) {
  const auto has = [&](std::string_view name) { return os::exists(os::join(folder, name)); };
  if (!has("plan")) return Stage::none;
  if (has("undoing")) return Stage::undoing;
  return has("finished") ? Stage::finished : Stage::begun;
}

Result<StoredPlan> read_plan(const std::string& folder) {
  const std::string path = os::join(folder, "plan");
  const auto file = read_file(path, unlimited);
  if (!file) return file.error();
  if (auto plan = parsed(file->bytes)) return *std::move(plan);
  return error_of("UPG010", fmt::format("cannot understand {}, the journal of an upgrade", os::quoted(path)),
                  "it may be of another version of idsxml; else unpack the new release anew");
}

}  // namespace

Result<Journal> Journal::begin(const StoredPlan& plan, const std::string& report) {
  const std::string folder = folder_in(plan.new_home);
  if (auto error = os::make_folder(folder)) return *std::move(error);
  auto lock = locked(folder);
  if (!lock) return std::move(lock).error();
  if (stage_in(folder) != Stage::none)
    return error_of("UPG008", fmt::format("an upgrade into {} was begun before", os::quoted(plan.new_home)),
                    "--resume goes on with it, --undo takes it back");
  os::remove_temporaries(folder);
  if (auto error = os::make_folder(os::join(folder, "kept"))) return *std::move(error);
  if (auto error = write_whole(folder, "report", report)) return *std::move(error);
  if (auto error = write_whole(folder, "plan", written(plan))) return *std::move(error);
  Journal journal(folder, *std::move(lock));
  journal.plan_ = plan;
  return journal;
}

Result<Journal> Journal::open(const std::string& new_home) {
  const std::string folder = folder_in(new_home);
  if (stage_in(folder) == Stage::none)
    return error_of("UPG009", fmt::format("no upgrade into {} was begun", os::quoted(new_home)), "");
  auto lock = locked(folder);
  if (!lock) return std::move(lock).error();
  os::remove_temporaries(folder);
  auto plan = read_plan(folder);
  if (!plan) return std::move(plan).error();
  Journal journal(folder, *std::move(lock));
  move_to(new_home, *plan);
  journal.plan_ = *std::move(plan);
  return journal;
}

Result<UpgradeState> Journal::state_of(const std::string& new_home) {
  const std::string folder = folder_in(new_home);
  UpgradeState state{stage_in(folder)};
  if (state.stage == Stage::none) return state;
  auto plan = read_plan(folder);
  if (!plan) return std::move(plan).error();
  state.old_home = std::move(plan->old_home);
  return state;
}

UpgradeState::Stage Journal::stage() const {
  return stage_in(folder_);
}

std::string Journal::report() const {
  const auto file = read_file(os::join(folder_, "report"), unlimited);
  return file ? file->bytes : "";
}

std::size_t Journal::done() const {
  if (plan_.boot != os::boot_id() || plan_.boot.empty()) return 0;  // what was not on disk then may be lost
  const auto file = read_file(os::join(folder_, "progress"), progress_digits);
  std::size_t actions = 0;
  if (file) std::from_chars(file->bytes.data(), file->bytes.data() + file->bytes.size(), actions);
  return std::min(actions, plan_.actions.size());
}

std::optional<Error> Journal::set_done(std::size_t actions) {
  const std::string path = os::join(folder_, "progress");
  if (!progress_)
    progress_ = os::Descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
  const std::string text = fmt::format("{:<{}}", actions, progress_digits);
  if (progress_ && ::pwrite(progress_.get(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()))
    return {};
  return os::writing_error(errno, path);
}

std::string Journal::kept(std::size_t index) const {
  return fmt::format("{}/kept/{}", folder_, index);
}

std::optional<Error> Journal::finish() {
  if (auto error = write_whole(folder_, "finished", "")) return error;
  return os::remove_file(os::join(folder_, "progress"));
}

std::optional<Error> Journal::begin_undo() {
  return write_whole(folder_, "undoing", "");
}

std::optional<Error> Journal::remove_unfinished(const std::string& new_home) {
  const std::string folder = folder_in(new_home);
  if (!os::exists(folder)) return {};
  auto lock = locked(folder);
  if (!lock) return std::move(lock).error();
  os::remove_temporaries(folder);
  if (auto error = Journal(folder, *std::move(lock)).remove()) return error;
  return {};
}

std::optional<Error> Journal::remove() {
  const auto kept = os::remove_empty_folder(os::join(folder_, "kept"));
  if (!kept) return kept.error();
  // The plan goes last but for the mark that it is being undone: until then an undo can be repeated.
  for (const std::string_view name : {"report", "finished", "progress", "plan", "undoing"})
    if (auto error = os::remove_file(os::join(folder_, name))) return error;
  const auto removed = os::remove_empty_folder(folder_);
  if (!removed) return removed.error();
  return {};
}

}  // namespace idsxml::upgrading
