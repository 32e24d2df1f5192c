package ai.openclaw.oom.it.diff;

import ai.openclaw.oom.it.diff.Spawn.Api;
import ai.openclaw.oom.it.diff.Spawn.Ending;
import ai.openclaw.oom.it.diff.Stage.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes spawns: mostly such that start, of every sort that an application may come up with, and
 * some of every sort that fails. The same seed and index give the same spawn.
 */
final class Generator {
  private static final List<String> WORDS =
      List.of(
          "",
          "a",
          "-a",
          "-c",
          "--",
          "-",
          "-e",
          "--help",
          "two words",
          " ",
          "\t",
          "\n",
          "line\nline\n",
          "it's",
          "\"quoted\"",
          "\\",
          "\\n",
          "$HOME",
          "$(touch x)",
          "`id`",
          "${0}",
          "$0",
          "$@",
          "*",
          "/*",
          "?",
          "[a-z]",
          "~",
          "!",
          "!!",
          "#",
          ";",
          "&",
          "|",
          ">x",
          "2>&1",
          "{a,b}",
          "a=b",
          "%s",
          "\u0001",
          "\u007f",
          "\u00e4\u00f6",
          "\u65e5\u672c",
          "\ud83d\ude00",
          "\ud800",
          "\ufffd",
          "\u00a0");

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
    {"RANDOM", "4"},
    {"SRANDOM", "4"},
    {"SECONDS", "4"},
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
    {"EPOCHREALTIME", "1"},
    {"EPOCHSECONDS", "1"},
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

  private final long seed;
  private final String root;
  private List<String> bareNames;
  private Random random;

  /**
   * @param root the fixture's folder
   */
  Generator(long seed, String root) {
    this.seed = seed;
    this.root = root;
  }

  /**
   * Gives the spawn of that number.
   *
   * @param hasPath whether the JVM has a {@code PATH}; without one the system's own programs would
   *     be found
   */
  Spawn spawn(int index, boolean hasPath) {
    bareNames = hasPath ? Fixture.NAMES : Fixture.OWN_NAMES;
    random = new Random(seed * 1_000_003L + index * 31L);
    // The first numbers after a seed are alike for neighbouring seeds.
    random.nextInt();
    random.nextInt();
    int kind = random.nextInt(100);
    Api api = kind < 12 ? Api.RUNTIME : kind < 22 ? Api.PIPELINE : Api.BUILDER;
    List<Stage> stages = new ArrayList<>();
    int count = api == Api.PIPELINE ? 2 + random.nextInt(2) : 1;
    for (int i = 0; i < count; i++) {
      stages.add(stage(api, i == 0, i == count - 1));
    }
    int last = random.nextInt(100);
    Ending ending =
        last < 80 ? Ending.BY_ITSELF : last < 92 ? Ending.DESTROY : Ending.DESTROY_FORCIBLY;
    int mode =
        ending != Ending.BY_ITSELF
            ? Spawn.STAY
            : random.nextInt(4) + (random.nextInt(10) == 0 ? Spawn.SIGNAL : 0);
    if (api == Api.PIPELINE && ending == Ending.BY_ITSELF) {
      // All read to the end, or chance would decide who gets a SIGPIPE.
      mode |= Spawn.ECHO;
    }
    int code =
        (mode & Spawn.SIGNAL) != 0
            ? of(1, 2, 6, 9, 15)
            : random.nextInt(3) > 0 ? 0 : random.nextInt(256);
    return new Spawn(index, api, stages, ending, mode, code);
  }

  private Stage stage(Api api, boolean first, boolean last) {
    String directory = chance(35) ? directory() : null;
    List<String> command = new ArrayList<>();
    if (api == Api.BUILDER && chance(2)) {
      command.add(of(root + "/bin/probe", "probe"));
      command.add(Filling.MARK + (random.nextInt(1000) - 200));
      return new Stage(command, null, Variables.INHERITED, "pipe", "pipe", "pipe");
    }
    if (chance(16)) {
      directory = failing(command, directory);
    } else {
      directory = running(command, directory);
      if (chance(97)) {
        arguments(command);
      } else {
        longArguments(command);
      }
    }
    boolean redirects = api != Api.RUNTIME;
    String in = redirects && first ? of("pipe", "pipe", "file", "inherit") : "pipe";
    String out =
        redirects && last
            ? of("pipe", "pipe", "pipe", "file", "append", "inherit", "discard")
            : "pipe";
    String err =
        redirects
            ? of("pipe", "pipe", "pipe", "merge", "file", "append", "inherit", "discard")
            : "pipe";
    if (api == Api.BUILDER && chance(2)) {
      in = "missing";
    } else if (api == Api.BUILDER && chance(2)) {
      out = "missing";
    }
    return new Stage(command, directory, variables(), in, out, err);
  }

  private String directory() {
    return of(
        root, root + "/bin", root + "/a dir", "/", root + "/bin/../other", ".", "..", root + "/");
  }

  /** Adds the name of something that runs, and gives the directory to run it in. */
  private String running(List<String> command, String directory) {
    int way = random.nextInt(100);
    if (way < 22) {
      command.add(root + "/bin/" + of(Fixture.NAMES));
    } else if (way < 58) {
      command.add(of(bareNames));
    } else if (way < 62) {
      command.add(of("only-other", "denied-first", "only-percent", "linked"));
    } else if (way < 72) {
      directory = of(root, root + "/bin", root + "/a dir");
      command.add(
          directory.equals(root)
              ? "bin/" + of(Fixture.NAMES)
              : of("./probe", "../bin/kill", ".//probe", "../other/true", "./-dash", "../bin/a=b"));
    } else if (way < 75) {
      // Relative to the JVM's own directory, or to none if another is given.
      command.add("../bin/probe");
    } else if (way < 83) {
      command.add(
          root + "/links/" + of("absolute", "relative", "to-script", "through-directory/probe"));
    } else if (way < 93) {
      command.add(root + "/scripts/" + of(Fixture.SCRIPTS));
    } else if (way < 95) {
      command.add(of("script", "headless"));
    } else if (way < 97) {
      command.add(root + "//bin/./" + of(Fixture.NAMES));
    } else if (way < 98) {
      command.add(root + "/setuid/probe");
    } else if (way < 99) {
      command.add(root + "/unreadable/probe");
    } else {
      command.add(of("/proc/self/exe", root + "/links/self", "/proc/self/cwd/../bin/probe"));
    }
    return directory;
  }

  /** Adds a command that fails, and gives the directory to fail in. */
  private String failing(List<String> command, String directory) {
    int way = random.nextInt(30);
    if (way < 18) {
      command.add(
          List.of(
                  root + "/bin/missing",
                  "missing",
                  "./missing",
                  root + "/a dir",
                  root + "/bad/no-x",
                  root + "/bad/no-loader",
                  root + "/scripts/bad-missing",
                  root + "/scripts/bad-no-x",
                  root + "/scripts/bad-loop",
                  root + "/scripts/bad-directory",
                  root + "/links/loop",
                  root + "/bin/probe/below",
                  root + "/bad/" + "n".repeat(256),
                  root + "/d".repeat(2100),
                  "n".repeat(256),
                  root + "/bin/probe/",
                  "denied-only",
                  root + "/bad/busy")
              .get(way));
      arguments(command);
      return directory;
    }
    switch (way) {
      case 18:
        command.add("");
        break;
      case 19:
        command.add("with\u0000nul");
        break;
      case 20:
        command.add("probe");
        command.add("nul\u0000in argument");
        break;
      case 21:
        command.add(
            root + "/bad/" + of("truncated", "short", "foreign", "empty", "null", "text", "old"));
        break;
      case 22:
        command.add(
            root
                + "/scripts/"
                + of("bad-empty", "bad-deep", "bad-crlf", "bad-long", "bad-relative"));
        break;
      case 23:
        command.add(of("/dev/null", root + "/bad/fifo", "/", ".", "..", "/bin/", "//", "\n", " "));
        break;
      case 24:
        command.add("probe");
        return root + "/missing";
      case 25:
        command.add(root + "/bin/probe");
        return root + "/bin/probe";
      case 26:
        command.add("./probe");
        return root + "/secret";
      case 27:
        command.add(root + "/secret/probe");
        break;
      case 28:
        command.add(of(root + "/bin/probe", "probe"));
        command.add("x".repeat(of(131071, 131072, 200_000)));
        break;
      default:
        if (chance(30)) {
          // Longer than the kernel takes in all, wherever the stack's limit is the usual 8 MiB.
          command.add("probe");
          for (int i = 0; i < 17; i++) {
            command.add("x".repeat(131_000));
          }
        } else if (chance(40)) {
          command.add("probe");
          command.add(null);
        }
        return chance(50) ? root + "/no\u0000where" : "";
    }
    arguments(command);
    return directory;
  }

  private void arguments(List<String> command) {
    int count = of(0, 0, 1, 1, 2, 3, 3, 5, 8, 20);
    for (int i = 0; i < count; i++) {
      command.add(chance(80) ? of(WORDS) : noise(random.nextInt(60)));
    }
  }

  private void longArguments(List<String> command) {
    switch (random.nextInt(3)) {
      case 0:
        command.add("x".repeat(of(4095, 4096, 30_000, 65_536, 131_000)));
        break;
      case 1:
        for (int i = of(200, 1000, 3000); i > 0; i--) {
          command.add("argument-" + i);
        }
        break;
      default:
        // About 128 KiB and 36 Ki characters: where limits are.
        for (int i = of(8, 9, 30, 31, 32, 33); i > 0; i--) {
          command.add("y".repeat(4000));
        }
    }
  }

  private String noise(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int c = chance(85) ? 1 + random.nextInt(0x7f) : 0x80 + random.nextInt(0xd700);
      // No digits: where PATH ends at the system's own kill, it must find no pid to kill.
      text.append(c >= '0' && c <= '9' ? 'd' : (char) c);
    }
    return text.toString();
  }

  private Variables variables() {
    if (chance(30)) {
      return Variables.INHERITED;
    }
    boolean cleared = chance(25);
    List<String> set = new ArrayList<>();
    for (int i = of(0, 0, 1, 1, 2, 5); i > 0; i--) {
      set.add(of(HARMLESS));
      set.add(chance(90) ? of(VALUES) : noise(random.nextInt(300)));
    }
    if (chance(35)) {
      for (int i = of(1, 1, 1, 2, 3); i > 0; i--) {
        String[] pair = TRICKY[random.nextInt(TRICKY.length)];
        set.add(pair[0]);
        set.add(chance(5) ? of(VALUES) : pair[1].replace("@", root));
      }
    }
    if (chance(6)) {
      set.add(of(NO_IDENTIFIERS));
      set.add(of(VALUES));
    }
    if (chance(10)) {
      set.add("PATH");
      set.add(
          chance(20)
              ? null
              : of(
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
    if (chance(8)) {
      set.add(of("HOME", "PWD", "LC_ALL", "FOO", "MARK", "_", "SHLVL"));
      set.add(null);
    }
    if (chance(1)) {
      set.add(of("NUL\u0000", "a=b", "N"));
      set.add(of("x", "nul\u0000"));
    }
    if (chance(1)) {
      set.add("LONG");
      set.add("z".repeat(of(30_000, 131_000, 131_072)));
    }
    return new Variables(true, cleared, set);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  private <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
