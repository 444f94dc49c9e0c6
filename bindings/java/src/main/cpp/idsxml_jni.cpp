// The native methods of idsxml.Native. Each calls one function of the C interface. What a call returns goes to Java as
// one packed byte[], which idsxml.Packed reads: one crossing instead of one a field, and no text passes through the
// modified UTF-8 of JNI. Java guarantees that a handle is alive, and of the right type.
#include <idsxml/idsxml.h>
#include <jni.h>
#include <pthread.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

/// A Java exception is pending: nothing is left to do but to return.
struct Pending {};

// Methods of idsxml.Native; written once, while the library is loaded.
jmethodID raise_method = nullptr;
jmethodID advanced_method = nullptr;

/// What every native method is given: its thread, and the class idsxml.Native.
struct Java {
  JNIEnv* env;
  jclass native;
};

void throw_new(JNIEnv* env, const char* type, const char* message) {
  if (env->ExceptionCheck() != JNI_FALSE) return;
  const jclass found = env->FindClass(type);
  if (found != nullptr) env->ThrowNew(found, message);
}

void throw_out_of_memory(JNIEnv* env) {
  throw_new(env, "java/lang/OutOfMemoryError", "idsxml: not enough native memory, or a result of more than 2 GiB");
}

jbyteArray byte_array(Java java, std::string_view bytes) {
  if (bytes.size() > std::numeric_limits<jint>::max()) throw std::bad_alloc();
  const auto size = static_cast<jsize>(bytes.size());
  const jbyteArray array = java.env->NewByteArray(size);
  if (array == nullptr) throw Pending{};
  java.env->SetByteArrayRegion(array, 0, size, reinterpret_cast<const jbyte*>(bytes.data()));
  return array;
}

/// Copied, so that nothing that another thread writes to the array can be seen by the library.
std::string bytes_of(Java java, jbyteArray array) {
  if (array == nullptr) {
    throw_new(java.env, "java/lang/NullPointerException", "idsxml: an argument is null");
    throw Pending{};
  }
  std::string bytes(static_cast<std::size_t>(java.env->GetArrayLength(array)), '\0');
  java.env->GetByteArrayRegion(array, 0, static_cast<jsize>(bytes.size()), reinterpret_cast<jbyte*>(bytes.data()));
  return bytes;
}

idsxml_text text(const std::string& bytes) {
  return {.data = bytes.data(), .size = bytes.size()};
}
std::string_view view(idsxml_text text) {
  return {text.data, text.size};
}

/// A text for C, or NULL where Java says null. Java sees to it that there is no NUL in it.
class Text {
 public:
  Text(Java java, jbyteArray array) {
    if (array != nullptr) bytes_ = bytes_of(java, array);
  }
  const char* data() const { return bytes_ ? bytes_->c_str() : nullptr; }
  std::size_t size() const { return bytes_ ? bytes_->size() : 0; }

 private:
  std::optional<std::string> bytes_;
};

/// Texts for C.
class Texts {
 public:
  Texts(Java java, jobjectArray arrays) {
    const jsize size = java.env->GetArrayLength(arrays);
    for (jsize i = 0; i < size; ++i) {
      const auto array = static_cast<jbyteArray>(java.env->GetObjectArrayElement(arrays, i));
      texts_.push_back(bytes_of(java, array));
      java.env->DeleteLocalRef(array);
    }
    for (const auto& text : texts_) pointers_.push_back(text.c_str());
  }
  const char* const* data() const { return pointers_.data(); }
  std::size_t size() const { return pointers_.size(); }

 private:
  std::vector<std::string> texts_;
  std::vector<const char*> pointers_;
};

/// What idsxml.Packed reads: numbers in four bytes, texts after their sizes.
class Packed {
 public:
  void number(std::size_t number) {
    const auto value = static_cast<std::uint32_t>(std::min<std::size_t>(number, std::numeric_limits<jint>::max()));
    for (const int shift : {24, 16, 8, 0}) bytes_ += static_cast<char>(value >> shift & 0xFFU);
  }
  /// In eight bytes: what may be more than 2 GiB.
  void large(std::size_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) bytes_ += static_cast<char>(number >> shift & 0xFFU);
  }
  void flag(bool flag) { number(flag ? 1 : 0); }
  void text(idsxml_text text) {
    number(text.size);
    bytes_.append(text.data, text.size);
  }
  void position(const idsxml_position& position) {
    number(position.offset);
    number(position.line);
    number(position.column);
  }
  jbyteArray array(Java java) const { return byte_array(java, bytes_); }

 private:
  std::string bytes_;
};

/// A handle as the pointer that it is.
struct Object {
  jlong handle;
  template <class T>
  operator T*() const {  // NOLINT(google-explicit-constructor): a handle is of the type that the function asks for
    return reinterpret_cast<T*>(handle);
  }
};

/// Elements may be nested so deep that the library needs half a megabyte of stack for them; the rest is for the zones
/// with which the JVM watches its own.
constexpr std::size_t enough_stack = std::size_t{640} << 10U;

std::uintptr_t address(const void* place) {
  return reinterpret_cast<std::uintptr_t>(place);
}

/// Where the stack of this thread ends; 0 where the system does not say.
std::uintptr_t stack_end() {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
  void* end = nullptr;
  std::size_t size = 0;
  pthread_attr_getstack(&attributes, &end, &size);
  pthread_attr_destroy(&attributes);
  return address(end);
}

bool has_enough_stack() {
  static thread_local const std::uintptr_t end = stack_end();
  const char here = 0;
  return address(&here) - end > enough_stack;
}

/// Java's threads may have small stacks, and a hostile file must not crash the JVM: then `body` gets a thread of its
/// own.
template <class Body>
auto on_enough_stack(Body body) {
  if (has_enough_stack()) return body();
  decltype(body()) result{};
  std::thread([&] { result = body(); }).join();
  return result;
}

/// Tells an idsxml.Progress how far the library is. The library works on a thread of its own meanwhile, and Java is
/// told by the thread that called: what that has locked, or knows, is at hand; and its stack may be small.
class Progress {
 public:
  Progress(Java java, jobject listener) : java_(java), listener_(listener) {}

  /// What `body` comes to, which calls advanced() with this object. An exception of the listener is pending then.
  template <class Body>
  auto during(Body body) {
    decltype(body()) result{};
    std::thread worker([&] {
      result = body();
      finish();
    });
    answer();
    worker.join();
    return result;
  }

  static int advanced(void* progress, std::size_t done, std::size_t total) {
    return static_cast<Progress*>(progress)->stops_at({done, total}) ? 1 : 0;
  }

 private:
  struct Place {
    std::size_t done;
    std::size_t total;
  };

  bool stops_at(Place place) {
    std::unique_lock lock(mutex_);
    place_ = place;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !place_; });
    return is_stopped_;
  }
  void finish() {
    const std::lock_guard lock(mutex_);
    is_finished_ = true;
    changed_.notify_all();
  }

  void answer() {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return place_ || is_finished_; });
      if (is_finished_) return;
      is_stopped_ = is_stopped_ || !goes_on_at(*place_);  // once stopped, Java may have an exception pending
      place_.reset();
      changed_.notify_all();
    }
  }
  bool goes_on_at(Place place) const {
    const jboolean goes_on = java_.env->CallStaticBooleanMethod(
        java_.native, advanced_method, listener_, static_cast<jlong>(place.done), static_cast<jlong>(place.total));
    return java_.env->ExceptionCheck() == JNI_FALSE && goes_on != JNI_FALSE;
  }

  Java java_;
  jobject listener_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Place> place_;  ///< that Java has still to be told
  bool is_stopped_ = false;
  bool is_finished_ = false;
};

void pack(Packed& packed, const idsxml_error* error) {
  idsxml_position position{};
  packed.text(idsxml_error_code(error));
  packed.text(idsxml_error_message(error));
  packed.text(idsxml_error_advice(error));
  packed.flag(idsxml_error_position(error, &position) != 0);
  packed.position(position);
  packed.text(idsxml_error_line(error));
}

/// One call of a function that may fail: what failed becomes an IdsxmlException.
class Call {
 public:
  explicit Call(Java java) : java_(java) {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  ~Call() { idsxml_error_free(error_); }

  /// What `function` makes when it is given where errors go.
  template <class Function>
  auto made(Function function) {
    return checked(on_enough_stack([&] { return function(&error_); }));
  }
  /// The same of one that tells how far it is.
  template <class Function>
  auto made(Progress& progress, Function function) {
    return checked(progress.during([&] { return function(&error_); }));
  }
  template <class Function>
  jlong handle(Function function) {
    return reinterpret_cast<jlong>(made(function));
  }
  template <class Function>
  jbyteArray string(Function function) {
    const std::unique_ptr<idsxml_string, decltype(&idsxml_string_free)> string(made(function), idsxml_string_free);
    return byte_array(java_, view(idsxml_string_text(string.get())));
  }

 private:
  template <class T>
  T* checked(T* made) {
    if (made == nullptr) raise();
    return made;
  }
  [[noreturn]] void raise() {
    if (java_.env->ExceptionCheck() != JNI_FALSE) throw Pending{};  // which made the library stop
    if (error_ == nullptr) throw std::bad_alloc();
    Packed packed;
    pack(packed, error_);
    java_.env->CallStaticVoidMethod(java_.native, raise_method, packed.array(java_));
    throw Pending{};
  }

  Java java_;
  idsxml_error* error_ = nullptr;
};

// ---- what is the same for all types ----

template <auto function>
void release(Java, jlong handle) {
  function(Object{handle});
}

template <auto function>
jbyteArray text_of(Java java, jlong handle) {
  return byte_array(java, view(function(Object{handle})));
}

template <auto function>
jint number_of(Java, jlong handle) {
  return static_cast<jint>(function(Object{handle}));
}

template <auto report, std::size_t... index>
jbyteArray report_with(Java java, jlong handle, jbyteArray format, jobjectArray names, std::index_sequence<index...>) {
  Call call(java);
  const Text form(java, format);
  const Texts known_as(java, names);
  return call.string(
      [&](idsxml_error** error) { return report(Object{handle}, form.data(), known_as.data()[index]..., error); });
}

/// A report that knows its inputs by so many names.
template <auto report, std::size_t names>
jbyteArray report_of(Java java, jlong handle, jbyteArray format, jobjectArray known_as) {
  return report_with<report>(java, handle, format, known_as, std::make_index_sequence<names>{});
}

// ---- releases ----

jbyteArray version(Java java) {
  return byte_array(java, idsxml_version());
}

jbyteArray releases(Java java) {
  Call call(java);
  return call.string([&](idsxml_error** error) { return idsxml_releases(error); });
}

jbyteArray stock_profiles(Java java, jbyteArray release) {
  Call call(java);
  const Text of(java, release);
  return call.string([&](idsxml_error** error) { return idsxml_stock_profiles(of.data(), error); });
}

// ---- a server configuration ----

jlong parse(Java java, jbyteArray bytes) {
  Call call(java);
  const std::string input = bytes_of(java, bytes);
  return call.handle(
      [&](idsxml_error** error) { return idsxml_configuration_parse(input.data(), input.size(), error); });
}

jbyteArray configuration_releases(Java java, jlong configuration) {
  Call call(java);
  return call.string([&](idsxml_error** error) { return idsxml_configuration_releases(Object{configuration}, error); });
}

// ---- rules ----

jlong load_rules(Java java, jbyteArray directory) {
  Call call(java);
  const Text from(java, directory);
  return call.handle([&](idsxml_error** error) { return idsxml_rules_load(from.data(), error); });
}

jbyteArray rules(Java java, jlong handle) {
  const idsxml_rules* rules = Object{handle};
  Packed packed;
  packed.number(idsxml_rules_count(rules));
  idsxml_rule rule = IDSXML_INIT(idsxml_rule);
  for (std::size_t i = 0; idsxml_rules_rule(rules, i, &rule) != 0; ++i) {
    for (const auto text : {rule.id, rule.product, rule.release, rule.before, rule.title}) packed.text(text);
    packed.number(rule.severity);
    packed.flag(rule.boot != 0);
    packed.flag(rule.safe != 0);
  }
  return packed.array(java);
}

jbyteArray explain(Java java, jlong rules, jbyteArray id) {
  Call call(java);
  const Text rule(java, id);
  return call.string([&](idsxml_error** error) { return idsxml_rules_explain(Object{rules}, rule.data(), error); });
}

// ---- findings ----

void pack(Packed& packed, const idsxml_edit& edit) {
  packed.number(edit.begin);
  packed.number(edit.end);
  packed.text(edit.replacement);
}

void pack(Packed& packed, const idsxml_finding& finding) {
  packed.number(finding.severity);
  packed.number(finding.outcome);
  for (const auto text : {finding.rule, finding.title, finding.message, finding.help, finding.path}) packed.text(text);
  packed.position(finding.position);
  packed.number(finding.length);
  packed.text(finding.line);
  packed.flag(finding.inserted != 0);
  packed.flag(finding.suppressed != 0);
  packed.text(finding.reason);
  packed.text(finding.fingerprint);
}

template <auto count, auto finding_of, auto edit_of>
jbyteArray findings(Java java, jlong handle) {
  Packed packed;
  packed.number(count(Object{handle}));
  idsxml_finding finding = IDSXML_INIT(idsxml_finding);
  for (std::size_t i = 0; finding_of(Object{handle}, i, &finding) != 0; ++i) {
    pack(packed, finding);
    packed.number(finding.edit_count);
    idsxml_edit edit{};
    for (std::size_t k = 0; edit_of(Object{handle}, i, k, &edit) != 0; ++k) pack(packed, edit);
  }
  return packed.array(java);
}

// ---- migrate, lint ----

jlong migrate(Java java, jlong configuration, jlong rules, jbyteArray to, jboolean minimal, jobjectArray only,
              jobjectArray skip, jbyteArray keycloak_server_json) {
  Call call(java);
  const Text release(java, to);
  const Texts only_these(java, only);
  const Texts not_these(java, skip);
  const Text json(java, keycloak_server_json);
  idsxml_migrate_options options = IDSXML_INIT(idsxml_migrate_options);
  options.to = release.data();
  options.minimal = minimal;
  options.only = only_these.data();
  options.only_count = only_these.size();
  options.skip = not_these.data();
  options.skip_count = not_these.size();
  options.keycloak_server_json = json.data();
  options.keycloak_server_json_size = json.size();
  return call.handle(
      [&](idsxml_error** error) { return idsxml_migrate(Object{configuration}, Object{rules}, &options, error); });
}

jbyteArray edits(Java java, jlong handle) {
  const idsxml_migration* migration = Object{handle};
  Packed packed;
  packed.number(idsxml_migration_edit_count(migration));
  idsxml_edit edit{};
  for (std::size_t i = 0; idsxml_migration_edit(migration, i, &edit) != 0; ++i) pack(packed, edit);
  return packed.array(java);
}

/// The options of lint and the texts that they point to.
class LintOptions {
 public:
  LintOptions(Java java, jbyteArray to, jobjectArray only, jobjectArray skip, jobjectArray rated, jintArray severities)
      : to_(java, to), only_(java, only), skip_(java, skip), rated_(java, rated), severities_(rated_.size()) {
    std::vector<jint> values(rated_.size());
    java.env->GetIntArrayRegion(severities, 0, static_cast<jsize>(values.size()), values.data());
    for (std::size_t i = 0; i < values.size(); ++i)
      severities_[i] = {.rule = rated_.data()[i], .severity = static_cast<idsxml_severity>(values[i])};
    options_.to = to_.data();
    options_.only = only_.data();
    options_.only_count = only_.size();
    options_.skip = skip_.data();
    options_.skip_count = skip_.size();
    options_.severities = severities_.data();
    options_.severity_count = severities_.size();
  }
  const idsxml_lint_options* get() const { return &options_; }

 private:
  Text to_;
  Texts only_;
  Texts skip_;
  Texts rated_;
  std::vector<idsxml_rule_severity> severities_;
  idsxml_lint_options options_ = IDSXML_INIT(idsxml_lint_options);
};

jlong lint(Java java, jlong configuration, jlong rules, jbyteArray to, jobjectArray only, jobjectArray skip,
           jobjectArray rated, jintArray severities) {
  Call call(java);
  const LintOptions options(java, to, only, skip, rated, severities);
  return call.handle([&](idsxml_error** error) {
    return idsxml_lint_configuration(Object{configuration}, Object{rules}, options.get(), error);
  });
}

jlong lint_bytes(Java java, jbyteArray bytes, jbyteArray name, jlong rules, jbyteArray to, jobjectArray only,
                 jobjectArray skip, jobjectArray rated, jintArray severities) {
  Call call(java);
  const std::string input = bytes_of(java, bytes);
  const Text known_as(java, name);
  const LintOptions options(java, to, only, skip, rated, severities);
  return call.handle([&](idsxml_error** error) {
    return idsxml_lint_bytes(input.data(), input.size(), known_as.data(), Object{rules}, options.get(), error);
  });
}

// ---- diff ----

/// The options of diff and the text that they point to.
class DiffOptions {
 public:
  DiffOptions(Java java, jbyteArray release, jboolean resolve, jboolean show_secrets) : release_(java, release) {
    options_.release = release_.data();
    options_.resolve = resolve;
    options_.show_secrets = show_secrets;
  }
  const idsxml_diff_options* get() const { return &options_; }

 private:
  Text release_;
  idsxml_diff_options options_ = IDSXML_INIT(idsxml_diff_options);
};

jlong diff(Java java, jlong before, jlong after, jlong rules, jbyteArray release, jboolean resolve,
           jboolean show_secrets) {
  Call call(java);
  const DiffOptions options(java, release, resolve, show_secrets);
  return call.handle([&](idsxml_error** error) {
    return idsxml_diff_configurations(Object{before}, Object{after}, Object{rules}, options.get(), error);
  });
}

jlong against(Java java, jlong configuration, jbyteArray shipped_with, jbyteArray profile, jlong rules,
              jbyteArray release, jboolean resolve, jboolean show_secrets) {
  Call call(java);
  const Text stock(java, shipped_with);
  const Text like(java, profile);
  const DiffOptions options(java, release, resolve, show_secrets);
  return call.handle([&](idsxml_error** error) {
    return idsxml_diff_against(Object{configuration}, stock.data(), like.data(), Object{rules}, options.get(), error);
  });
}

/// `attribute_of` stores one of an index, or returns 0.
template <class AttributeOf>
void pack(Packed& packed, const idsxml_difference& difference, AttributeOf attribute_of) {
  packed.number(difference.kind);
  packed.text(difference.address);
  packed.text(difference.attribute);
  packed.flag(difference.has_before != 0);
  packed.text(difference.before);
  packed.flag(difference.has_after != 0);
  packed.text(difference.after);
  packed.position(difference.position_before);
  packed.position(difference.position_after);
  packed.flag(difference.has_default != 0);
  packed.text(difference.default_value);
  packed.number(difference.attribute_count);
  idsxml_attribute attribute{};
  for (std::size_t i = 0; attribute_of(i, &attribute) != 0; ++i) {
    packed.text(attribute.name);
    packed.text(attribute.value);
  }
}

jbyteArray differences(Java java, jlong handle) {
  const idsxml_diff* diff = Object{handle};
  Packed packed;
  packed.number(idsxml_diff_count(diff));
  idsxml_difference difference = IDSXML_INIT(idsxml_difference);
  for (std::size_t i = 0; idsxml_diff_difference(diff, i, &difference) != 0; ++i) {
    pack(packed, difference,
         [&](std::size_t k, idsxml_attribute* attribute) { return idsxml_diff_attribute(diff, i, k, attribute); });
  }
  return packed.array(java);
}

jlong three_way(Java java, jlong base, jlong mine, jlong theirs, jlong rules, jbyteArray release, jboolean resolve,
                jboolean show_secrets) {
  Call call(java);
  const DiffOptions options(java, release, resolve, show_secrets);
  return call.handle([&](idsxml_error** error) {
    return idsxml_three_way_configurations(Object{base}, Object{mine}, Object{theirs}, Object{rules}, options.get(),
                                           error);
  });
}

jbyteArray three_way_differences(Java java, jlong handle, jint which) {
  const idsxml_three_way* three_way = Object{handle};
  const auto side = static_cast<idsxml_side>(which);
  Packed packed;
  packed.number(idsxml_three_way_count(three_way, side));
  idsxml_difference difference = IDSXML_INIT(idsxml_difference);
  for (std::size_t i = 0; idsxml_three_way_difference(three_way, side, i, &difference) != 0; ++i) {
    pack(packed, difference, [&](std::size_t k, idsxml_attribute* attribute) {
      return idsxml_three_way_attribute(three_way, side, i, k, attribute);
    });
  }
  return packed.array(java);
}

jbyteArray collisions(Java java, jlong handle) {
  const idsxml_three_way* three_way = Object{handle};
  Packed packed;
  packed.number(idsxml_three_way_collision_count(three_way));
  idsxml_difference mine = IDSXML_INIT(idsxml_difference);
  idsxml_difference theirs = IDSXML_INIT(idsxml_difference);
  for (std::size_t i = 0; idsxml_three_way_collision(three_way, i, &mine, &theirs) != 0; ++i) {
    const auto attributes_of = [&](idsxml_side side) {
      return [three_way, i, side](std::size_t k, idsxml_attribute* attribute) {
        return idsxml_three_way_collision_attribute(three_way, i, side, k, attribute);
      };
    };
    pack(packed, mine, attributes_of(IDSXML_MINE));
    pack(packed, theirs, attributes_of(IDSXML_THEIRS));
  }
  return packed.array(java);
}

// ---- merge ----

jbyteArray merge(Java java, jbyteArray base, jbyteArray mine, jbyteArray theirs, jlong rules, jint marker_size,
                 jbyteArray mine_name, jbyteArray base_name, jbyteArray theirs_name) {
  Call call(java);
  const std::string base_bytes = bytes_of(java, base);
  const std::string mine_bytes = bytes_of(java, mine);
  const std::string theirs_bytes = bytes_of(java, theirs);
  const Text mine_label(java, mine_name);
  const Text base_label(java, base_name);
  const Text theirs_label(java, theirs_name);
  idsxml_merge_options options = IDSXML_INIT(idsxml_merge_options);
  options.marker_size = static_cast<std::size_t>(marker_size);
  options.mine = mine_label.data();
  options.base = base_label.data();
  options.theirs = theirs_label.data();
  const std::unique_ptr<idsxml_merged, decltype(&idsxml_merged_free)> merged(call.made([&](idsxml_error** error) {
    return idsxml_merge(text(base_bytes), text(mine_bytes), text(theirs_bytes), Object{rules}, &options, error);
  }),
                                                                             idsxml_merged_free);
  Packed packed;
  packed.text(idsxml_merged_bytes(merged.get()));
  const std::size_t conflicts = idsxml_merged_conflict_count(merged.get());
  packed.number(conflicts);
  for (std::size_t i = 0; i < conflicts; ++i) packed.number(idsxml_merged_conflict_line(merged.get(), i));
  return packed.array(java);
}

// ---- files ----

jlong read_file(Java java, jbyteArray path, jint max_size) {
  Call call(java);
  const Text name(java, path);
  return call.handle(
      [&](idsxml_error** error) { return idsxml_file_read(name.data(), static_cast<std::size_t>(max_size), error); });
}

jbyteArray replace_file(Java java, jlong file, jbyteArray bytes, jboolean no_backup, jbyteArray backup_directory,
                        jbyteArray backup_label, jboolean in_place) {
  Call call(java);
  const std::string content = bytes_of(java, bytes);
  const Text directory(java, backup_directory);
  const Text label(java, backup_label);
  idsxml_replace_options options = IDSXML_INIT(idsxml_replace_options);
  options.no_backup = no_backup;
  options.backup_directory = directory.data();
  options.backup_label = label.data();
  options.in_place = in_place;
  const std::unique_ptr<idsxml_replaced, decltype(&idsxml_replaced_free)> replaced(call.made([&](idsxml_error** error) {
    return idsxml_file_replace(Object{file}, content.data(), content.size(), &options, error);
  }),
                                                                                   idsxml_replaced_free);
  Packed packed;
  packed.flag(idsxml_replaced_changed(replaced.get()) != 0);
  packed.text(idsxml_replaced_backup(replaced.get()));
  packed.text(idsxml_replaced_notes(replaced.get()));
  return packed.array(java);
}

// ---- plan ----

jbyteArray plan(Java java, jbyteArray to, jbyteArray from, jbyteArray platform, jbyteArray chart, jlong configuration,
                jbyteArray configuration_name, jbyteArray home, jbyteArray release_name, jbyteArray name_space,
                jbyteArray format) {
  Call call(java);
  const Text to_come(java, to);
  const Text there(java, from);
  const Text installed_on(java, platform);
  const Text installed_with(java, chart);
  const Text file(java, configuration_name);
  const Text folder(java, home);
  const Text helm_release(java, release_name);
  const Text kubernetes_namespace(java, name_space);
  const Text form(java, format);
  idsxml_plan_options options = IDSXML_INIT(idsxml_plan_options);
  options.to = to_come.data();
  options.from = there.data();
  options.platform = installed_on.data();
  options.chart = installed_with.data();
  options.configuration = Object{configuration};
  options.configuration_name = file.data();
  options.home = folder.data();
  options.release_name = helm_release.data();
  options.name_space = kubernetes_namespace.data();
  return call.string([&](idsxml_error** error) { return idsxml_plan(&options, form.data(), error); });
}

// ---- upgrade ----

jlong plan_upgrade(Java java, jbyteArray old_home, jbyteArray new_home, jbyteArray original, jboolean ignore_ports,
                   jlong rules) {
  Call call(java);
  const Text from(java, old_home);
  const Text into(java, new_home);
  const Text shipped(java, original);
  idsxml_upgrade_options options = IDSXML_INIT(idsxml_upgrade_options);
  options.old_home = from.data();
  options.new_home = into.data();
  options.original = shipped.data();
  options.ignore_ports = ignore_ports;
  return call.handle([&](idsxml_error** error) { return idsxml_upgrade_plan(&options, Object{rules}, error); });
}

jbyteArray upgrade_summary(Java java, jlong upgrade) {
  idsxml_upgrade_summary summary = IDSXML_INIT(idsxml_upgrade_summary);
  idsxml_upgrade_summarize(Object{upgrade}, &summary);
  Packed packed;
  packed.text(summary.from);
  packed.text(summary.to);
  packed.number(summary.action_count);
  for (const auto bytes : {summary.bytes, summary.space_needed, summary.space_free}) packed.large(bytes);
  packed.flag(summary.needs_attention != 0);
  return packed.array(java);
}

jbyteArray obstacles(Java java, jlong handle) {
  const idsxml_upgrade* upgrade = Object{handle};
  Packed packed;
  const std::size_t count = idsxml_upgrade_obstacle_count(upgrade);
  packed.number(count);
  for (std::size_t i = 0; i < count; ++i) pack(packed, idsxml_upgrade_obstacle(upgrade, i));
  return packed.array(java);
}

/// What `function` has done when it is given where errors go, and the Progress.
template <class Function>
jlong upgraded(Java java, jobject listener, Function function) {
  Call call(java);
  Progress progress(java, listener);
  std::unique_ptr<idsxml_upgraded, decltype(&idsxml_upgraded_free)> done(
      call.made(progress, [&](idsxml_error** error) { return function(&progress, error); }), idsxml_upgraded_free);
  if (java.env->ExceptionCheck() != JNI_FALSE) throw Pending{};  // thrown at the last file, when all was done
  return reinterpret_cast<jlong>(done.release());
}

jlong run_upgrade(Java java, jlong upgrade, jobject listener) {
  return upgraded(java, listener, [&](Progress* progress, idsxml_error** error) {
    return idsxml_upgrade_run(Object{upgrade}, Progress::advanced, progress, error);
  });
}

jlong resume_upgrade(Java java, jbyteArray new_home, jlong rules, jobject listener) {
  const Text into(java, new_home);
  return upgraded(java, listener, [&](Progress* progress, idsxml_error** error) {
    return idsxml_upgrade_resume(into.data(), Object{rules}, Progress::advanced, progress, error);
  });
}

jbyteArray undo_upgrade(Java java, jbyteArray new_home, jbyteArray format) {
  Call call(java);
  const Text home(java, new_home);
  const Text form(java, format);
  return call.string([&](idsxml_error** error) { return idsxml_upgrade_undo(home.data(), form.data(), error); });
}

jbyteArray upgrade_stage(Java java, jbyteArray new_home) {
  Call call(java);
  const Text home(java, new_home);
  return call.string([&](idsxml_error** error) { return idsxml_upgrade_stage(home.data(), error); });
}

// ---- how Java finds them ----

template <class T>
constexpr std::string_view descriptor = "";
template <>
constexpr std::string_view descriptor<void> = "V";
template <>
constexpr std::string_view descriptor<jboolean> = "Z";
template <>
constexpr std::string_view descriptor<jint> = "I";
template <>
constexpr std::string_view descriptor<jlong> = "J";
template <>
constexpr std::string_view descriptor<jbyteArray> = "[B";
template <>
constexpr std::string_view descriptor<jintArray> = "[I";
template <>
constexpr std::string_view descriptor<jobjectArray> = "[[B";  // no other arrays of objects are passed
template <>
constexpr std::string_view descriptor<jobject> = "Lidsxml/Progress;";  // nor other objects

/// A native method; its signature comes from the function's type, so that the two cannot differ.
struct Method {
  std::string name;
  std::string signature;
  void* function;
};

template <auto function, class Result, class... Arguments>
Result JNICALL called(JNIEnv* env, jclass native, Arguments... arguments) noexcept {
  try {
    return function(Java{env, native}, arguments...);
  } catch (const Pending&) {
  } catch (const std::exception&) {
    throw_out_of_memory(env);
  }
  return Result();
}

template <auto function, class Result, class... Arguments>
Method method_of(std::string name, Result (*)(Java, Arguments...)) {
  std::string signature = "(";
  (signature.append(descriptor<Arguments>), ...);
  signature.append(")").append(descriptor<Result>);
  return {std::move(name), std::move(signature), reinterpret_cast<void*>(&called<function, Result, Arguments...>)};
}

template <auto function>
Method method(std::string name) {
  return method_of<function>(std::move(name), function);
}

std::vector<Method> methods() {
  return {
      method<version>("version"),
      method<releases>("releases"),
      method<stock_profiles>("stockProfiles"),

      method<parse>("parse"),
      method<release<idsxml_configuration_free>>("freeConfiguration"),
      method<text_of<idsxml_configuration_bytes>>("configurationBytes"),
      method<text_of<idsxml_configuration_kind>>("configurationKind"),
      method<text_of<idsxml_configuration_namespace>>("configurationNamespace"),
      method<number_of<idsxml_configuration_has_keycloak>>("configurationHasKeycloak"),
      method<number_of<idsxml_configuration_is_ha>>("configurationIsHa"),
      method<configuration_releases>("configurationReleases"),
      method<report_of<idsxml_configuration_report, 1>>("configurationReport"),

      method<load_rules>("loadRules"),
      method<release<idsxml_rules_free>>("freeRules"),
      method<rules>("rules"),
      method<explain>("explain"),

      method<migrate>("migrate"),
      method<release<idsxml_migration_free>>("freeMigration"),
      method<text_of<idsxml_migration_bytes>>("migrationBytes"),
      method<number_of<idsxml_migration_left_to_do>>("migrationLeftToDo"),
      method<edits>("migrationEdits"),
      method<findings<idsxml_migration_finding_count, idsxml_migration_finding, idsxml_migration_finding_edit>>(
          "migrationFindings"),
      method<report_of<idsxml_migration_report, 1>>("migrationReport"),

      method<lint>("lint"),
      method<lint_bytes>("lintBytes"),
      method<release<idsxml_lint_free>>("freeLint"),
      method<findings<idsxml_lint_finding_count, idsxml_lint_finding, idsxml_lint_finding_edit>>("lintFindings"),
      method<report_of<idsxml_lint_report, 1>>("lintReport"),

      method<diff>("diff"),
      method<against>("against"),
      method<release<idsxml_diff_free>>("freeDiff"),
      method<number_of<idsxml_diff_means_the_same>>("diffMeansTheSame"),
      method<differences>("differences"),
      method<report_of<idsxml_diff_report, 2>>("diffReport"),

      method<three_way>("threeWay"),
      method<release<idsxml_three_way_free>>("freeThreeWay"),
      method<three_way_differences>("threeWayDifferences"),
      method<collisions>("collisions"),
      method<report_of<idsxml_three_way_report, 3>>("threeWayReport"),

      method<merge>("merge"),

      method<read_file>("readFile"),
      method<release<idsxml_file_free>>("freeFile"),
      method<text_of<idsxml_file_bytes>>("fileBytes"),
      method<replace_file>("replaceFile"),

      method<plan>("plan"),

      method<plan_upgrade>("planUpgrade"),
      method<release<idsxml_upgrade_free>>("freeUpgrade"),
      method<upgrade_summary>("upgradeSummary"),
      method<obstacles>("obstacles"),
      method<report_of<idsxml_upgrade_report, 0>>("upgradeReport"),
      method<run_upgrade>("runUpgrade"),
      method<resume_upgrade>("resumeUpgrade"),
      method<release<idsxml_upgraded_free>>("freeUpgraded"),
      method<number_of<idsxml_upgraded_needs_attention>>("upgradedNeedsAttention"),
      method<report_of<idsxml_upgraded_report, 0>>("upgradedReport"),
      method<undo_upgrade>("undoUpgrade"),
      method<upgrade_stage>("upgradeStage"),
  };
}

void register_methods(JNIEnv* env) {
  const jclass native = env->FindClass("idsxml/Native");
  if (native == nullptr) throw Pending{};
  raise_method = env->GetStaticMethodID(native, "raise", "([B)V");
  if (raise_method == nullptr) throw Pending{};
  advanced_method = env->GetStaticMethodID(native, "advanced", "(Lidsxml/Progress;JJ)Z");
  if (advanced_method == nullptr) throw Pending{};
  for (auto& method : methods()) {
    const JNINativeMethod entry{method.name.data(), method.signature.data(), method.function};
    if (env->RegisterNatives(native, &entry, 1) != JNI_OK) throw Pending{};
  }
}

}  // namespace

// The only symbol that the library exports.
extern "C" JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM* machine, void*) {
  void* env = nullptr;
  if (machine->GetEnv(&env, JNI_VERSION_10) != JNI_OK) return JNI_ERR;
  try {
    register_methods(static_cast<JNIEnv*>(env));
  } catch (const Pending&) {  // Java throws it where it loads the library
  } catch (const std::exception&) {
    throw_out_of_memory(static_cast<JNIEnv*>(env));
  }
  return JNI_VERSION_10;
}
