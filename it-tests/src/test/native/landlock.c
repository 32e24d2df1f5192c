/*
 * A library that, as soon as it is loaded, lets Landlock forbid its thread and all that it starts to
 * execute anything below $FORBIDDEN, and nothing else. Nobody who asks access(2) is told so.
 *
 * Landlock allows below what a rule names: so there is one for each entry of the root, and on the
 * way to $FORBIDDEN for each that does not lead there.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static void allow(int rules, const char *path) {
  struct landlock_path_beneath_attr below = {.allowed_access = LANDLOCK_ACCESS_FS_EXECUTE};
  below.parent_fd = open(path, O_PATH | O_CLOEXEC);
  if (below.parent_fd >= 0) {
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0);
    close(below.parent_fd);
  }
}

static void allow_but(int rules, const char *folder, const char *forbidden) {
  DIR *entries = opendir(*folder ? folder : "/");
  if (!entries)
    abort();
  for (struct dirent *entry = readdir(entries); entry; entry = readdir(entries)) {
    char path[4096];
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
      continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    size_t length = strlen(path);
    if (!strcmp(path, forbidden))
      continue;
    if (!strncmp(path, forbidden, length) && forbidden[length] == '/')
      allow_but(rules, path, forbidden);
    else
      allow(rules, path);
  }
  closedir(entries);
}

__attribute__((constructor)) static void restrict_thread(void) {
  struct landlock_ruleset_attr handled = {.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE};
  int rules = syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
  const char *forbidden = getenv("FORBIDDEN");
  if (rules < 0 || !forbidden)
    abort();
  allow_but(rules, "", forbidden);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || syscall(SYS_landlock_restrict_self, rules, 0))
    abort();
  close(rules);
}
