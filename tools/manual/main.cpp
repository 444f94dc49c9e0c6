// Writes the man pages and the completions of the program from the tables that its --help is made from.

#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "formats.hpp"

namespace {

using namespace idsxml::manual;

constexpr std::array formats{&man_pages, &bash_completions, &zsh_completions, &fish_completions};

void write(const std::string& path, const std::string& text) {
  std::ofstream out(path);
  out << text;
  if (!out.flush()) throw std::runtime_error(path + ": cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 4) throw std::runtime_error("usage: idsxml_manual VERSION DATE FOLDER");
    const Edition edition{argv[1], argv[2]};
    for (const auto& format : formats)
      for (const File& file : format(edition)) write(std::string(argv[3]) + "/" + file.path, file.text);
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << '\n';
    return EXIT_FAILURE;
  }
}
