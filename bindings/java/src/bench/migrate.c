/* What a caller of Migrate.java pays in C: the best microseconds per call of parse, migrate, a copy of the result. */
#include <idsxml/idsxml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static size_t call(idsxml_text input) {
  idsxml_configuration* configuration = idsxml_configuration_parse(input.data, input.size, NULL);
  idsxml_migrate_options options = IDSXML_INIT(idsxml_migrate_options);
  options.to = "keycloak:15";
  idsxml_migration* migration = idsxml_migrate(configuration, NULL, &options, NULL);
  const idsxml_text bytes = idsxml_migration_bytes(migration);
  char* copy = malloc(bytes.size);
  memcpy(copy, bytes.data, bytes.size);
  const size_t size = bytes.size + (size_t)(copy[0] == 0);
  free(copy);
  idsxml_migration_free(migration);
  idsxml_configuration_free(configuration);
  return size;
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  idsxml_file* file = idsxml_file_read(argv[1], 0, NULL);
  const idsxml_text input = idsxml_file_bytes(file);
  double best = 1e9;
  size_t size = 0;
  for (int round = 0; round < 100; ++round) {
    const double began = now();
    for (int i = 0; i < 20; ++i) size += call(input);
    const double each = (now() - began) / 20;
    if (each < best) best = each;
  }
  printf("%.1f\n", best);
  idsxml_file_free(file);
  return size == 0;
}
