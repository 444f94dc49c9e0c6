/* The yardstick of overhead.py: the same migration by C alone. Prints the seconds of the processor that one takes. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "idsxml/idsxml.h"

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static char* content_of(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  if (file == NULL) return NULL;
  char* content = malloc(1 << 20);
  *size = fread(content, 1, 1 << 20, file);
  fclose(file);
  return content;
}

int main(int count, char** arguments) {
  if (count != 3) return 2;
  size_t size = 0;
  char* content = content_of(arguments[1], &size);
  if (content == NULL) return 2;
  idsxml_migrate_options options = IDSXML_INIT(idsxml_migrate_options);
  options.to = "keycloak:15";
  const int rounds = atoi(arguments[2]);
  const double began = now();
  for (int i = 0; i < rounds; ++i) {
    idsxml_configuration* configuration = idsxml_configuration_parse(content, size, NULL);
    idsxml_migration* migration = idsxml_migrate(configuration, NULL, &options, NULL);
    if (migration == NULL) return 1;
    idsxml_migration_free(migration);
    idsxml_configuration_free(configuration);
  }
  printf("%.9f\n", (now() - began) / rounds);
  free(content);
  return 0;
}
