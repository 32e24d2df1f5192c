/*
 * Changes the environment of the process that has loaded it: one variable a line of the file
 * "restored" in the working directory. Once a JVM was restored from a checkpoint, it does so, too.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void Java_ai_openclaw_oom_probe_Restored_putAll(void *jni, void *type) {
  (void)jni;
  (void)type;
  static char line[4096];
  FILE *lines = fopen("restored", "r");
  if (!lines)
    abort();
  while (fgets(line, sizeof line, lines)) {
    line[strcspn(line, "\n")] = 0;
    /* It becomes part of the environment. */
    if (putenv(strdup(line)))
      abort();
  }
  fclose(lines);
}
