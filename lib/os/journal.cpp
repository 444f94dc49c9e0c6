#include "os/journal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <climits>
#include <utility>

#include "os/bytes.hpp"
#include "os/io_error.hpp"
#include "os/open_file.hpp"
#include "os/path.hpp"

namespace idsxml::os {
namespace {

constexpr std::string_view first_line = "idsxml-journal 1\n";

std::string line_of(std::string_view word, const Fingerprint& content) {
  return std::string(word) + ' ' + std::to_string(content.size) + ' ' + hexadecimal(content.hash) + '\n';
}

bool skip(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

bool take_number(std::string_view& text, int base, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return error == std::errc{};
}

bool take_line(std::string_view& text, std::string_view word, Fingerprint& content) {
  return skip(text, word) && skip(text, " ") && take_number(text, 10, content.size) && skip(text, " ") &&
         take_number(text, 16, content.hash) && skip(text, "\n");
}

std::optional<Journal> parse(std::string_view text) {
  Journal journal;
  if (!skip(text, first_line) || !take_line(text, "old", journal.old_content) ||
      !take_line(text, "new", journal.new_content) || !skip(text, "backup ") || !text.ends_with('\n')) {
    return {};
  }
  text.remove_suffix(1);
  journal.backup_path = text;  // last, since a name may hold anything, a newline included
  return journal;
}

}  // namespace

Fingerprint fingerprint_of(std::string_view bytes) {
  return {bytes.size(), hash_of(bytes)};
}

std::string journal_name(std::string_view name) {
  return with_suffix(name, ".idsxml-journal");
}

std::optional<Error> write_journal(const Folder& folder, std::string_view name, const Journal& journal) {
  constexpr mode_t mode = 0644;  // no secrets in it, and the next run may be another user's
  auto file = PendingFile::create(folder, mode);
  if (!file) return std::move(file).error();
  const std::string text = std::string(first_line) + line_of("old", journal.old_content) +
                           line_of("new", journal.new_content) + "backup " + journal.backup_path + '\n';
  int number = file->write(text);
  if (number == 0) number = file->publish_in_place_of(journal_name(name));
  if (number == 0) number = sync(folder.fd.get());
  if (number == 0) return {};
  return writing_error(number, join(folder.path, journal_name(name)));
}

Result<std::optional<Journal>> read_journal(const std::string& real_path) {
  const std::string path = join(folder_of(real_path), journal_name(name_of(real_path)));
  if (::access(path.c_str(), F_OK) != 0) return std::optional<Journal>{};
  constexpr std::size_t largest = std::size_t{4} * PATH_MAX;
  const auto file = open_regular(path, O_RDONLY);
  if (!file) return file.error();
  const auto text = content_of(*file, path, largest);
  if (!text) return text.error();
  if (auto journal = parse(*text)) return journal;
  return io_error(
      "IO040", "cannot understand " + quoted(path) + ", the journal of an interrupted write",
      "look whether " + quoted(real_path) + " is whole, or restore it from its backup; then remove the journal");
}

void remove_journal(const Folder& folder, std::string_view name) {
  if (::unlinkat(folder.fd.get(), journal_name(name).c_str(), 0) == 0) sync(folder.fd.get());
}

}  // namespace idsxml::os
