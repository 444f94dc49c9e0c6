/* A step of an installer: makes the server's configuration fit the new release, keeps a backup. */
#include <idsxml/idsxml.h>
#include <stdio.h>

int main(int argc, char** argv) {
  idsxml_error* error = NULL;
  idsxml_migrate_options options = IDSXML_INIT(idsxml_migrate_options);
  options.to = argc > 2 ? argv[2] : "keycloak:13";
  idsxml_file* file = idsxml_file_read(argc > 1 ? argv[1] : "standalone.xml", 0, &error);
  const idsxml_text bytes = file ? idsxml_file_bytes(file) : (idsxml_text){"", 0};
  idsxml_configuration* configuration = file ? idsxml_configuration_parse(bytes.data, bytes.size, &error) : NULL;
  idsxml_migration* migration = configuration ? idsxml_migrate(configuration, NULL, &options, &error) : NULL;
  const idsxml_text result = migration ? idsxml_migration_bytes(migration) : (idsxml_text){"", 0};
  idsxml_replaced* replaced = migration ? idsxml_file_replace(file, result.data, result.size, NULL, &error) : NULL;
  if (replaced != NULL)
    printf("%zu left to do\n", idsxml_migration_left_to_do(migration));
  else
    fprintf(stderr, "%s: %s\n", idsxml_error_code(error).data, idsxml_error_message(error).data);
  const int status = replaced == NULL ? 2 : 0;
  idsxml_replaced_free(replaced);
  idsxml_migration_free(migration);
  idsxml_configuration_free(configuration);
  idsxml_file_free(file);
  idsxml_error_free(error);
  return status;
}
