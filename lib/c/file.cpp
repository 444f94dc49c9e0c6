#include "idsxml/file.hpp"

#include "c/handles.hpp"

using namespace idsxml;
using namespace idsxml::c;

struct idsxml_file {
  std::string path;
  InputFile value;
};
struct idsxml_replaced {
  Replaced value;
  std::string notes;
};

namespace {

constexpr std::size_t usual_max_size = std::size_t{256} << 20U;

ReplaceOptions options_of(const idsxml_replace_options* given) {
  const idsxml_replace_options all = known(given);
  return {.backup = all.no_backup == 0,
          .backup_directory = std::string(view_of(all.backup_directory)),
          .backup_label = all.backup_label == nullptr ? "before-idsxml" : all.backup_label,
          .in_place = all.in_place != 0};
}

}  // namespace

idsxml_file* idsxml_file_read(const char* path, size_t max_size, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    std::string name(view_of(path));
    Result<InputFile> read = read_file(name, max_size == 0 ? usual_max_size : max_size);
    if (!read) return failure<idsxml_file>(std::move(read).error(), error);
    return std::make_unique<idsxml_file>(idsxml_file{std::move(name), *std::move(read)});
  });
}
idsxml_text idsxml_file_bytes(const idsxml_file* file) noexcept {
  return text_of(file->value.bytes);
}
void idsxml_file_free(idsxml_file* file) noexcept {
  delete file;
}

idsxml_replaced* idsxml_file_replace(const idsxml_file* file, const char* bytes, size_t size,
                                     const idsxml_replace_options* options, idsxml_error** error) noexcept {
  return guarded(error, [&] {
    Result<Replaced> replaced =
        replace_file(file->path, file->value.identity, view_of(bytes, size), options_of(options));
    if (!replaced) return failure<idsxml_replaced>(std::move(replaced).error(), error);
    std::string notes;
    for (const std::string& note : replaced->notes) notes += note + "\n";
    return std::make_unique<idsxml_replaced>(idsxml_replaced{*std::move(replaced), std::move(notes)});
  });
}
int idsxml_replaced_changed(const idsxml_replaced* replaced) noexcept {
  return replaced->value.changed ? 1 : 0;
}
idsxml_text idsxml_replaced_backup(const idsxml_replaced* replaced) noexcept {
  return text_of(replaced->value.backup_path);
}
idsxml_text idsxml_replaced_notes(const idsxml_replaced* replaced) noexcept {
  return text_of(replaced->notes);
}
void idsxml_replaced_free(idsxml_replaced* replaced) noexcept {
  delete replaced;
}
