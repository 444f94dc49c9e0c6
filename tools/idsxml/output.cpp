#include "output.hpp"

namespace idsxml::cli {

Output output_for(const Arguments& arguments, Stream stream, Terminal& terminal) {
  // Formats that only one command has say in text why it could not begin.
  const ReportFormat* format = report_format(arguments.value("format").value_or("text"));
  Output output{format != nullptr ? format : report_formats().front(),
                Terminal::style(stream, arguments.value("color").value_or("auto")), stream, &terminal};
  output.style.quiet = arguments.has("quiet");
  output.style.verbose = arguments.has("verbose");
  return output;
}

void Output::print(const ReportText& text) const {
  terminal->write(Stream::errors, text.errors);
  terminal->write(stream, text.report);
}

ExitStatus Output::fail(const Error& error, std::string_view path) const {
  print(format->failure(error, path, style));
  return ExitStatus::failed;
}

}  // namespace idsxml::cli
