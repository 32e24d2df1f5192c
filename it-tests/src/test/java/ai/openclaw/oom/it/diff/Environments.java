package ai.openclaw.oom.it.diff;

import ai.openclaw.oom.it.diff.Stage.Variables;
import java.util.ArrayList;
import java.util.List;

/** Environments that an application gives a child. In values {@code @} is the fixture's folder. */
final class Environments {
  /** Variables that no shell knows. */
  private static final List<String> HARMLESS =
      List.of(
          "A",
          "FOO",
          "_x",
          "x1",
          "JAVA_HOME",
          "TERM",
          "TZ",
          "LANGUAGE",
          "EDITOR",
          "HOSTNAME",
          "XDG_RUNTIME_DIR",
          "TMPDIR",
          "OPENCLAW_X",
          "__",
          "a_b",
          "HTTP_PROXY",
          "no_proxy");

  /** Variables that some shell, loader or C library sets, resets or obeys; names and values. */
  private static final String[][] TRICKY = {
    {"IFS", ":"},
    {"IFS", ""},
    {"OPTIND", "7"},
    {"OPTARG", "x"},
    {"OPTERR", "0"},
    {"PPID", "1"},
    {"PS1", "$(echo no)"},
    {"PS2", "two "},
    {"PS3", "three "},
    {"PS4", "$(echo no >&2)+ "},
    {"ENV", "@/rc"},
    {"BASH_ENV", "@/rc"},
    {"CDPATH", "/:/tmp"},
    {"LD_LIBRARY_PATH", "@/nowhere"},
    {"LD_PRELOAD", "@/missing.so"},
    {"LD_BIND_NOW", "1"},
    {"LD_TRACE_LOADED_OBJECTS", "1"},
    {"LD_DEBUG", "libs"},
    {"SHELLOPTS", "noexec"},
    {"SHELLOPTS", "xtrace:verbose"},
    {"BASHOPTS", "extdebug"},
    {"BASH_FUNC_exec%%", "() { echo no; }"},
    {"BASH_FUNC_echo()", "() { echo no; }"},
    {"BASH_XTRACEFD", "1"},
    {"BASH_COMPAT", "3.1"},
    {"BASH_ARGV0", "no"},
    {"BASH", "/no"},
    {"BASH_VERSION", "0"},
    {"BASH_VERSINFO", "0"},
    {"BASHPID", "1"},
    {"BASH_LOADABLES_PATH", "@"},
    {"POSIXLY_CORRECT", "y"},
    {"POSIXLY_CORRECT", ""},
    {"LC_ALL", "bogus"},
    {"LC_ALL", "POSIX"},
    {"LC_ALL", "C.UTF-8"},
    {"LANG", "bogus"},
    {"LC_CTYPE", "xx_YY.UTF-8"},
    {"LC_MESSAGES", "bogus"},
    {"LC_NUMERIC", "bogus"},
    {"PWD", "/"},
    {"PWD", "@"},
    {"PWD", "nonsense"},
    {"PWD", ""},
    {"OLDPWD", "@/bin"},
    {"OLDPWD", "@/missing"},
    {"OLDPWD", "relative"},
    {"SHLVL", "5"},
    {"SHLVL", "-1"},
    {"SHLVL", "999"},
    {"SHLVL", "100000"},
    {"SHLVL", "no number"},
    {"SHLVL", ""},
    {"_", "/some/thing"},
    {"_", ""},
    {"TMOUT", "1"},
    {"MAIL", "@/rc"},
    {"MAILPATH", "@/rc:@/missing"},
    {"MAILCHECK", "0"},
    {"HOME", "@/missing"},
    {"HOME", ""},
    {"USER", "nobody"},
    {"LOGNAME", "nobody"},
    {"SHELL", "/bin/false"},
    {"COLUMNS", "12"},
    {"LINES", "5"},
    {"COLUMNS", "none"},
    // None whose value is chance or time, as RANDOM and EPOCHSECONDS: bash, as /bin/sh, gives them
    // to
    // a script without #!, and no two runs are alike.
    {"HISTSIZE", "4"},
    {"HISTFILE", "4"},
    {"FIGNORE", "4"},
    {"LINENO", "4"},
    {"UID", "12"},
    {"EUID", "12"},
    {"GID", "12"},
    {"EGID", "12"},
    {"GROUPS", "12"},
    {"USER_ID", "12"},
    {"PGRP", "12"},
    {"KSHUID", "12"},
    {"KSHEGID", "12"},
    {"KSH_VERSION", "old"},
    {"KSH_MATCH", "x"},
    {"DIRSTACK", "x"},
    {"FUNCNAME", "x"},
    {"FUNCNEST", "1"},
    {"PIPESTATUS", "3"},
    {"HISTCMD", "3"},
    {"HISTFILE", "@/run/history"},
    {"HISTSIZE", "10"},
    {"HISTSIZE", "none"},
    {"HISTCONTROL", "ignoreboth"},
    {"HISTFILESIZE", "0"},
    {"HOSTTYPE", "x"},
    {"MACHTYPE", "x"},
    {"OSTYPE", "x"},
    {"TIMEFORMAT", "%R"},
    {"PROMPT_COMMAND", "echo no"},
    {"PROMPT_DIRTRIM", "2"},
    {"GLOBIGNORE", "*"},
    {"IGNOREEOF", "3"},
    {"INPUTRC", "@/rc"},
    {"FIGNORE", ".o"},
    {"FCEDIT", "ed"},
    {"FPATH", "@/bin"},
    {"EXECIGNORE", "*"},
    {"EXECSHELL", "@/bin/probe"},
    {"INPUTRC", "1"},
    {"MAILPATH", "1"},
    {"COMP_WORDBREAKS", "x"},
    {"COMP_LINE", "x"},
    {"CHILD_MAX", "2"},
    {"COPROC", "x"},
    {"REPLY", "x"},
    {"MAPFILE", "x"},
    {"READLINE_LINE", "x"},
    {"auto_resume", "exact"},
    {"histchars", "abc"},
    {"PATHSEP", ";"},
    {"TERM", ""},
    {"TZ", "nowhere"},
    {"VISUAL", "vi"},
    {"NLSPATH", "@/%N"},
    {"LOCPATH", "@"},
    {"GCONV_PATH", "@"},
    {"GLIBC_TUNABLES", "glibc.malloc.check=3"},
    {"MALLOC_PERTURB_", "7"},
    {"MALLOC_CHECK_", "3"},
    {"MALLOC_ARENA_MAX", "1"},
    {"RES_OPTIONS", "debug"},
    {"ARGV0", "no"},
    {"ASH_OPTIONS", "-x"},
    {"BUSYBOX_OPTIONS", "x"},
    {"NULLCMD", "x"},
    {"ZDOTDIR", "@"},
    {"MODULE_PATH", "@"},
    {"ERRNO", "4"},
    {"STATUS", "4"},
    {"argv", "x"},
    {"path", "x"},
    {"OPENCLAW_OOM_CARRIED_ENV", "x"},
  };

  private static final List<String> NO_IDENTIFIERS =
      List.of("a.b", "a-b", "1x", "with blank", "n\u00e4me", "new\nline", "=x", "=C:", "", "a[0]");

  private static final List<String> VALUES =
      List.of(
          "",
          "x",
          "two words",
          " ",
          "\n",
          "line\nline\n",
          "$HOME",
          "$(touch x)",
          "`id`",
          "\\",
          "'",
          "\"",
          "a=b",
          "*",
          "%d",
          "\u0001",
          "\u00e4",
          "\u65e5",
          "() { :; }",
          "trailing\n\n");

  private Environments() {}

  /**
   * Chooses some.
   *
   * @param root the fixture's folder
   */
  static Variables of(Dice dice, String root) {
    if (dice.chance(30)) {
      return Variables.INHERITED;
    }
    boolean cleared = dice.chance(25);
    List<String> set = new ArrayList<>();
    for (int i = dice.of(0, 0, 1, 1, 2, 5); i > 0; i--) {
      set.add(dice.of(HARMLESS));
      set.add(dice.chance(90) ? dice.of(VALUES) : dice.noise(dice.below(300)));
    }
    if (dice.chance(35)) {
      for (int i = dice.of(1, 1, 1, 2, 3); i > 0; i--) {
        String[] pair = TRICKY[dice.below(TRICKY.length)];
        set.add(pair[0]);
        set.add(dice.chance(5) ? dice.of(VALUES) : pair[1].replace("@", root));
      }
    }
    if (dice.chance(6)) {
      set.add(dice.of(NO_IDENTIFIERS));
      set.add(dice.of(VALUES));
    }
    if (dice.chance(10)) {
      set.add("PATH");
      set.add(
          dice.chance(20)
              ? null
              : dice.of(
                  "",
                  ":",
                  root + "/other",
                  root + "/other:" + root + "/bin",
                  root + "/bin",
                  root + "/bin/",
                  root + "/pct%s:" + root + "/bin",
                  ".:" + root + "/bin",
                  "/usr/bin:/bin"));
    }
    if (dice.chance(8)) {
      set.add(dice.of("HOME", "PWD", "LC_ALL", "FOO", "MARK", "_", "SHLVL"));
      set.add(null);
    }
    if (dice.chance(1)) {
      set.add(dice.of("NUL\u0000", "a=b", "N"));
      set.add(dice.of("x", "nul\u0000"));
    }
    if (dice.chance(1)) {
      set.add("LONG");
      set.add("z".repeat(dice.of(30_000, 131_000, 131_072)));
    }
    return new Variables(true, cleared, set);
  }
}
