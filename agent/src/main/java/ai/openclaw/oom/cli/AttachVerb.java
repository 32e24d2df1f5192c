package ai.openclaw.oom.cli;

import ai.openclaw.oom.assembly.Options;
import ai.openclaw.oom.cli.attach.Attachment;
import ai.openclaw.oom.cli.attach.Refusal;
import ai.openclaw.oom.cli.machine.Jvm;
import ai.openclaw.oom.cli.machine.Machine;
import ai.openclaw.oom.cli.machine.Task;
import ai.openclaw.oom.cli.machine.Tasks;
import ai.openclaw.oom.log.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.commons.cli.CommandLine;

/** {@code attach}: brings the agent into JVMs that run already. */
final class AttachVerb extends Verb {
  private static final String MAIN = "main";
  private static final String ALL = "all";
  private static final String WATCH = "watch";

  private static final long PAUSE_MILLIS = 1000;

  /** A JVM that has just started is not yet ready, and may be asked again. */
  private static final int MOST_TRIES = 10;

  AttachVerb() {
    super(
        "attach",
        "PID... | --main REGEX | --all [--watch] [key=value,...]",
        "brings the agent into running JVMs, and raises the children that they have",
        "It succeeds once the JVM itself says that the agent is in force, with these options; where",
        "it is already, nothing changes, and that is success, too. existing=leave leaves the",
        "children that are there. Whoever runs this must be the JVM's user, or root.",
        "",
        "A JVM in a container needs jar and helper in its own file system, at the same path. From the",
        "host they get there through /proc/PID/root, as in the last example.",
        "",
        "Exit code: 0 all are in place, 1 some are, or with other options; 2 wrong usage, also an",
        "option of the agent's that is not understood; 3 none is.",
        "",
        "Examples:",
        "  " + Help.PROGRAM + " attach 4711",
        "  " + Help.PROGRAM + " attach 4711 score=900,log=info",
        "  " + Help.PROGRAM + " attach --main 'gateway.*\\.jar' --watch",
        "  mkdir -p /proc/4711/root/opt/openclaw && cp /opt/openclaw/* /proc/4711/root/opt/openclaw");
  }

  @Override
  org.apache.commons.cli.Options options() {
    return new org.apache.commons.cli.Options()
        .addOption(valued(MAIN, "REGEX", "all JVMs whose main class, jar or arguments match"))
        .addOption(flag(ALL, "all JVMs that can be seen"))
        .addOption(flag(WATCH, "go on looking for new ones that match, until interrupted"));
  }

  @Override
  int run(CommandLine line, Surroundings around) throws WrongUsage, IOException {
    List<Long> pids = new ArrayList<>();
    StringBuilder arguments = new StringBuilder();
    for (String argument : line.getArgList()) {
      if (argument.indexOf('=') > 0) {
        arguments.append(arguments.length() == 0 ? "" : ",").append(argument);
      } else {
        pids.add(pid(argument));
      }
    }
    Pattern main = pattern(line.getOptionValue(MAIN));
    int ways = (pids.isEmpty() ? 0 : 1) + (main == null ? 0 : 1) + (line.hasOption(ALL) ? 1 : 0);
    if (ways != 1) {
      throw new WrongUsage("whom? either pids, or --main, or --all");
    }
    boolean watches = line.hasOption(WATCH);
    if (watches && !pids.isEmpty()) {
      throw new WrongUsage("--watch goes with --main or --all");
    }
    List<String> problems = Options.problems(arguments.toString());
    if (!problems.isEmpty()) {
      throw new WrongUsage(problems.get(0));
    }
    Run run = new Run(around, main, new Attachment(around.jar, arguments.toString()));
    return pids.isEmpty() ? run.all(watches) : run.these(pids);
  }

  private static long pid(String argument) throws WrongUsage {
    try {
      return Long.parseLong(argument);
    } catch (NumberFormatException e) {
      throw new WrongUsage("neither a pid nor key=value: " + argument);
    }
  }

  private static Pattern pattern(String regex) throws WrongUsage {
    try {
      return regex == null ? null : Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new WrongUsage("--main: " + e.getDescription() + ": " + regex);
    }
  }

  /** One call of the tool. */
  private static final class Run {
    private final Surroundings around;
    private final Machine machine;
    private final Pattern main;
    private final Attachment attachment;

    /** How often each was tried: by pid and start, as pids come again. */
    private final Map<String, Integer> tries = new HashMap<>();

    private int done;
    private int limited;
    private int failed;

    Run(Surroundings around, Pattern main, Attachment attachment) {
      this.around = around;
      this.machine = new Machine(around.root);
      this.main = main;
      this.attachment = attachment;
    }

    int these(List<Long> pids) {
      for (long pid : pids) {
        Task task = Task.read(machine, pid);
        Jvm jvm = task == null ? null : Jvm.of(machine, task);
        if (task == null) {
          refuse(pid, "there is no such process");
        } else if (jvm == null) {
          refuse(pid, "it is no JVM, as far as can be seen from here: " + task.name);
        } else {
          attach(jvm);
        }
      }
      return exitCode();
    }

    int all(boolean watches) throws IOException {
      while (true) {
        long own = machine.ownPid();
        for (Task task : Tasks.read(machine).all()) {
          Jvm jvm = task.pid == own || isOver(task) ? null : Jvm.of(machine, task);
          if (jvm != null && (main == null || main.matcher(jvm.command()).find())) {
            attach(jvm);
          }
        }
        if (!watches) {
          if (done + limited + failed == 0) {
            around.err.println("attach: no JVM " + (main == null ? "is to be seen" : "matches"));
          }
          return exitCode();
        }
        try {
          Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
          return exitCode();
        }
      }
    }

    private static String key(Task task) {
      return task.pid + "/" + task.startTime;
    }

    private boolean isOver(Task task) {
      return tries.getOrDefault(key(task), 0) >= MOST_TRIES;
    }

    private void attach(Jvm jvm) {
      long pid = jvm.task.pid;
      int before = tries.getOrDefault(key(jvm.task), 0);
      try {
        Attachment.Result result = attachment.to(machine, jvm);
        around.out.println(pid + " " + name(jvm) + ": " + result);
        done += result.isAsWanted ? 1 : 0;
        limited += result.isAsWanted ? 0 : 1;
        tries.put(key(jvm.task), MOST_TRIES);
      } catch (Refusal | IOException e) {
        tries.put(key(jvm.task), before + 1);
        boolean isGone = !jvm.task.isSameAs(Task.read(machine, pid));
        if (before == 0) {
          refuse(pid, isGone ? "it has ended meanwhile" : e.getMessage());
        }
      }
    }

    private void refuse(long pid, String why) {
      failed++;
      around.err.println(pid + ": not attached: " + Printable.of(why));
    }

    private static String name(Jvm jvm) {
      String main = jvm.main() == null ? "?" : jvm.main();
      return Printable.of(main.substring(main.lastIndexOf('/') + 1));
    }

    private int exitCode() {
      if (done + limited == 0) {
        return ExitCode.NOT_DONE;
      }
      return limited + failed == 0 ? ExitCode.DONE : ExitCode.LIMITED;
    }
  }
}
