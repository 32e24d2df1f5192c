package ai.openclaw.oom.shim;

import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.ShellKind;
import ai.openclaw.oom.spawn.Reason;
import ai.openclaw.oom.spawn.Request;
import ai.openclaw.oom.spawn.ShellEnvironment;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a shell would make of an environment. */
final class ShellVariables {
  /**
   * What a shell sets, resets or obeys by itself, in any of the usual ones. Not among them is its
   * own book-keeping: {@code PWD}, {@code OLDPWD}, {@code SHLVL}, {@code _}.
   */
  private static final Set<String> ACTED_ON =
      new HashSet<>(
          Arrays.asList(
              "IFS",
              "OPTIND",
              "OPTARG",
              "OPTERR",
              "PPID",
              "LINENO",
              "RANDOM",
              "SRANDOM",
              "SECONDS",
              "PS1",
              "PS2",
              "PS3",
              "PS4",
              "PROMPT_COMMAND",
              "SHELLOPTS",
              "POSIXLY_CORRECT",
              "UID",
              "EUID",
              "GROUPS",
              "DIRSTACK",
              "FUNCNAME",
              "FUNCNEST",
              "HISTCMD",
              "HOSTTYPE",
              "MACHTYPE",
              "OSTYPE",
              "PIPESTATUS",
              "TMOUT",
              "TIMEFORMAT",
              "USER_ID",
              "PGRP",
              "EPOCHSECONDS",
              "EPOCHREALTIME",
              "COLUMNS",
              "LINES",
              "EXECSHELL",
              "MAILCHECK",
              "FPATH",
              "NLSPATH",
              "LOCPATH",
              "GLIBC_TUNABLES",
              "GCONV_PATH",
              "MALLOC_PERTURB_",
              "MALLOC_CHECK_",
              "MALLOC_TRACE"));

  /**
   * Characters of argv and environment beyond which the shell's own share might make the
   * difference. The kernel's limit is at least 128 KiB; a character is up to three bytes, and a
   * shell adds a directory's name of up to 4 KiB, twice.
   */
  private static final int MOST_CHARACTERS = 36 * 1024;

  /** A pointer, and NUL or {@code =}. */
  private static final int PER_STRING = 9;

  private final Map<String, String> changes;
  private final Reason refusal;
  private final long characters;

  /**
   * @param restore whether what is taken from the shell is to be handed to the command
   */
  ShellVariables(Request request, boolean restore, Executables executables) {
    changes = ShellEnvironment.changes(request.environment(), restore);
    long length = 0;
    Reason found = null;
    boolean utf8 = executables.isUtf8();
    ShellKind shell = executables.shell();
    if (shell == ShellKind.BUSYBOX && request.environment().get("PATH") == null) {
      found = Reason.ENVIRONMENT_WITHOUT_PATH;
    } else if (!request.isEnvironmentWhole(executables)) {
      found = Reason.ENVIRONMENT_NOT_WHOLE;
    }
    for (Map.Entry<String, String> variable : request.environment().entrySet()) {
      if (found != null) {
        break;
      }
      length += variable.getKey().length() + variable.getValue().length() + PER_STRING;
      found = refusal(variable.getKey(), variable.getValue(), shell);
      // An environment with changes is copied variable by variable.
      if (!changes.isEmpty() && found == null && !survivesDecoding(variable.getValue(), utf8)) {
        found = Reason.ENVIRONMENT_NOT_DECODABLE;
      }
    }
    refusal = found;
    characters = length;
  }

  /** What has to be changed before a shell starts; see {@link ShellEnvironment#changes}. */
  Map<String, String> changes() {
    return changes;
  }

  /**
   * @return null if a shell hands the environment on as it is, and argv with it
   */
  Reason refusal(Request request) {
    if (refusal != null) {
      return refusal;
    }
    long length = characters;
    for (int i = 0; i < request.argumentCount(); i++) {
      length += request.argument(i).length() + PER_STRING;
    }
    return length > MOST_CHARACTERS ? Reason.TOO_LONG : null;
  }

  private static Reason refusal(String name, String value, ShellKind shell) {
    if (!isIdentifier(name)) {
      return Reason.ENVIRONMENT_NAME;
    }
    if (isActedOn(name) || shell == ShellKind.BASH && isTooDeep(name, value)) {
      return Reason.ENVIRONMENT_ACTED_ON;
    }
    return shell == ShellKind.BASH && isForeignLocale(name, value) ? Reason.LOCALE : null;
  }

  private static boolean isActedOn(String name) {
    return name.startsWith("LD_")
        || name.startsWith("BASH") && !name.equals("BASH_ENV")
        || name.startsWith("COMP_")
        || name.startsWith("KSH")
        || ACTED_ON.contains(name);
  }

  /** bash complains of shells within shells when there are a thousand of them. */
  private static boolean isTooDeep(String name, String value) {
    return name.equals("SHLVL") && value.length() > 2;
  }

  /** Only these locales are sure to be there. */
  private static boolean isForeignLocale(String name, String value) {
    return (name.equals("LANG") || name.startsWith("LC_"))
        && !value.isEmpty()
        && !value.equals("C")
        && !value.equals("POSIX")
        && !value.equals("C.UTF-8")
        && !value.equals("C.utf8");
  }

  private static boolean isIdentifier(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** Whether encoding a value that was decoded gives the same bytes again. */
  private static boolean survivesDecoding(String value, boolean utf8) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= 0x80 && (!utf8 || c == '\ufffd')) {
        return false;
      }
    }
    return true;
  }
}
