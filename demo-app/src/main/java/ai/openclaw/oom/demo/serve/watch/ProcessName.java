package ai.openclaw.oom.demo.serve.watch;

import ai.openclaw.oom.demo.process.Jvm;
import java.util.Arrays;
import java.util.List;

/** What a process is, in a word or two, from its command line. */
public final class ProcessName {
  private static final String TYPE = "--type=";

  private ProcessName() {}

  /**
   * Names the program, and which of its roles it plays where the command line tells.
   *
   * @param cmdline the text of {@code /proc/PID/cmdline}, which is empty in the middle of an exec
   * @param comm the kernel's own name for it
   */
  static String of(String cmdline, String comm) {
    // Chromium's children write their whole title into the first string, with blanks.
    List<String> argv = Arrays.asList(cmdline.split("[\0 ]+", -1));
    String program = argv.get(0).substring(argv.get(0).lastIndexOf('/') + 1);
    int demo = argv.indexOf(Jvm.MAIN);
    if (demo >= 0 && demo + 1 < argv.size()) {
      String role = argv.get(demo + 1);
      return role.equals("serve-gateway") ? "gateway" : role;
    }
    return argv.stream()
        .filter(argument -> argument.startsWith(TYPE))
        .map(argument -> program + " " + argument.substring(TYPE.length()))
        .findFirst()
        .orElse(program.isEmpty() ? comm : program);
  }
}
