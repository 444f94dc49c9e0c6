/* Migrates a configuration from standard input to standard output. */
#include <idsxml/idsxml.h>
#include <stdio.h>

static char bytes[64 << 20];

int main(int argc, char** argv) {
  idsxml_error* error = NULL;
  idsxml_migrate_options options = IDSXML_INIT(idsxml_migrate_options);
  options.to = argc > 1 ? argv[1] : "keycloak:13";
  const size_t size = fread(bytes, 1, sizeof bytes, stdin);
  idsxml_configuration* configuration = idsxml_configuration_parse(bytes, size, &error);
  idsxml_migration* migration = configuration ? idsxml_migrate(configuration, NULL, &options, &error) : NULL;
  if (migration != NULL) {
    const idsxml_text result = idsxml_migration_bytes(migration);
    fwrite(result.data, 1, result.size, stdout);
    fprintf(stderr, "%zu left to do\n", idsxml_migration_left_to_do(migration));
  } else {
    fprintf(stderr, "%s: %s\n", idsxml_error_code(error).data, idsxml_error_message(error).data);
  }
  const int status = migration == NULL;
  idsxml_migration_free(migration);
  idsxml_configuration_free(configuration);
  idsxml_error_free(error);
  return status;
}
