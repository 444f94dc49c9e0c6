#pragma once
#define IDSXML_RESULT_HPP  // shared.hpp asks for it: the two interfaces do not meet in one source

#ifdef IDSXML_SHARED_HPP
#error "idsxml/shared.hpp is a whole interface by itself: include it, or the headers of the static library"
#endif

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace idsxml {

/// A place in the bytes of an input, as it lies on disk.
struct Position {
  std::size_t offset = 0;  ///< in bytes, from 0
  std::size_t line = 1;    ///< from 1; CR LF, LF and a lone CR each end a line
  std::size_t column = 1;  ///< from 1, in code points
};

/// Why something could not be done, for a person to read and act on.
struct Error {
  std::string code;               ///< stable: XML…, CFG…, IO…, RUL… and three digits
  std::string message;            ///< what is wrong
  std::string advice;             ///< what to do about it; empty where the message says it
  std::optional<Position> where;  ///< where in the input, if anywhere
  std::string line;  ///< that line, UTF-8, without its end, secrets in it are stars; empty if over 10,000 bytes
};

/// A value, or the Error that stood in its way.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}  // NOLINT(google-explicit-constructor): `return value;` is the point
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor): `return Error{…};` too

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  /// Only where has_value().
  T& operator*() & { return *std::get_if<0>(&state_); }
  const T& operator*() const& { return *std::get_if<0>(&state_); }
  T&& operator*() && { return std::move(*std::get_if<0>(&state_)); }
  T* operator->() { return std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }

  /// Only where not has_value().
  const Error& error() const& { return *std::get_if<1>(&state_); }
  Error&& error() && { return std::move(*std::get_if<1>(&state_)); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace idsxml
