// A step of an installer: makes the server's configuration fit the new release, keeps a backup, tells what is left to
// do.
#include <idsxml/file.hpp>  // of the static library; with the shared one, idsxml/shared.hpp stands for all headers
#include <idsxml/migrate.hpp>
#include <iostream>

int fail(const idsxml::Error& error) {
  std::cerr << error.code << ": " << error.message << "\n" << error.advice << "\n";
  return 2;
}

int main(int argc, char** argv) {
  if (argc != 3) return fail({.code = "CLI004", .message = "usage: installer_step FILE RELEASE"});
  const auto file = idsxml::read_file(argv[1], 64 << 20);
  if (!file) return fail(file.error());
  const auto release = idsxml::parse_release(argv[2]);
  if (!release) return fail(release.error());
  const auto configuration = idsxml::Configuration::parse(file->bytes);
  if (!configuration) return fail(configuration.error());
  const auto migration = idsxml::migrate(*configuration, idsxml::Rules::builtin(), {.to = *release});
  if (!migration) return fail(migration.error());
  for (const auto& finding : migration->findings)
    if (finding.outcome == idsxml::Outcome::left)
      std::cout << finding.place.begin.line << ": " << finding.rule << ": " << finding.message << "\n";
  const auto replaced = idsxml::replace_file(argv[1], file->identity, migration->bytes, {.backup_label = "before"});
  return replaced ? 0 : fail(replaced.error());
}
