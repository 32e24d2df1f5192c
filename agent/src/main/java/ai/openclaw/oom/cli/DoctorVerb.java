package ai.openclaw.oom.cli;

import ai.openclaw.oom.cli.attach.Lines;
import ai.openclaw.oom.cli.doctor.Diagnosis;
import ai.openclaw.oom.cli.doctor.Finding;
import ai.openclaw.oom.cli.doctor.Patient;
import ai.openclaw.oom.cli.doctor.Ranking;
import ai.openclaw.oom.cli.doctor.Verdict;
import ai.openclaw.oom.cli.machine.Jvm;
import ai.openclaw.oom.cli.machine.Machine;
import ai.openclaw.oom.cli.machine.Task;
import ai.openclaw.oom.cli.machine.Tasks;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.log.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code doctor}: will the JVM be spared? */
final class DoctorVerb extends Verb {
  private static final int TARGET = 1000;

  DoctorVerb() {
    super(
        "doctor",
        "[--json] [PID]",
        "says whether a JVM would be spared when memory runs out, and why",
        "Without PID: a JVM that would be started here, with the agent. Throw-away children show by",
        "which shims a score can be raised. With PID: that JVM and its descendants, in the order in",
        "which the kernel would take them.",
        "",
        "One line for each check: ok, note, unknown, limited or bad; below it, what to do. A last",
        "line answers the question.",
        "",
        "JSON: an object with answer, verdict (ok, unknown, limited, bad), checks [{check, value,",
        "verdict, because, remedy}] and, with PID, ranking [{pid, name, score, memory, badness}].",
        "",
        "Exit code: 0 spared, 1 in part or not known, 3 not spared, or no such JVM.",
        "",
        "Examples:",
        "  " + Help.PROGRAM + " doctor",
        "  " + Help.PROGRAM + " doctor 4711");
  }

  @Override
  Options options() {
    return new Options().addOption(json());
  }

  @Override
  int run(CommandLine line, Surroundings around) throws WrongUsage {
    List<String> arguments = line.getArgList();
    if (arguments.size() > 1) {
      throw new WrongUsage("too much: " + arguments.get(1));
    }
    // What the helper's look-up would say is said by the checks.
    Log.setLevel("off");
    Machine machine = new Machine(around.root);
    Tasks tasks = Tasks.read(machine);
    Patient patient;
    if (arguments.isEmpty()) {
      Task own = Task.read(machine, machine.ownPid());
      if (own == null) {
        around.err.println("doctor: there is no /proc to be read; is this Linux?");
        return ExitCode.NOT_DONE;
      }
      patient =
          Patient.toCome(
              machine,
              tasks,
              own,
              new RealTrial(around.jar, TARGET),
              around.environment,
              OomPolicy::of);
    } else {
      Jvm jvm = jvm(machine, tasks, arguments.get(0));
      if (jvm == null) {
        around.err.println("doctor: " + arguments.get(0) + " is no JVM, as far as can be seen");
        return ExitCode.NOT_DONE;
      }
      patient =
          Patient.running(
              machine, tasks, jvm, Lines.agentOf(machine, jvm), around.environment, OomPolicy::of);
    }
    Diagnosis diagnosis = Diagnosis.of(patient);
    if (line.hasOption(JSON)) {
      around.out.println(Json.of(json(diagnosis)));
    } else {
      print(diagnosis, around);
    }
    return exitCode(diagnosis.verdict());
  }

  private static Jvm jvm(Machine machine, Tasks tasks, String pid) throws WrongUsage {
    try {
      Task task = tasks.get(Long.parseLong(pid));
      return task == null ? null : Jvm.of(machine, task);
    } catch (NumberFormatException e) {
      throw new WrongUsage("not a pid: " + pid);
    }
  }

  static int exitCode(Verdict verdict) {
    switch (verdict) {
      case OK:
      case NOTE:
        return ExitCode.DONE;
      case BAD:
        return ExitCode.NOT_DONE;
      default:
        return ExitCode.LIMITED;
    }
  }

  static void print(Diagnosis diagnosis, Surroundings around) {
    Paint paint = new Paint(around);
    TextTable table = new TextTable();
    for (Finding finding : diagnosis.findings()) {
      table.row(paint.of(finding.verdict), finding.check, Printable.of(finding.value));
      if (finding.remedy != null) {
        table.row(paint.blank(), "", "-> " + finding.remedy);
      }
    }
    table.print(around.out);
    Ranking ranking = diagnosis.ranking();
    if (ranking != null && ranking.order().size() > 1) {
      around.out.println();
      TextTable order = new TextTable().row("NEXT", "PID", "SCORE", "MEMORY", "BADNESS", "NAME");
      int place = 1;
      for (Task task : ranking.order()) {
        long badness = ranking.badness(task);
        order.row(
            place++,
            task.pid,
            task.score,
            Amount.of(task.weight()),
            badness == Long.MIN_VALUE ? "never" : Amount.of(badness),
            Printable.of(task.name));
      }
      order.print(around.out);
    }
    around.out.println();
    around.out.println(diagnosis.answer());
  }

  private static Map<String, Object> json(Diagnosis diagnosis) {
    List<Object> checks = new ArrayList<>();
    for (Finding finding : diagnosis.findings()) {
      Map<String, Object> check = new LinkedHashMap<>();
      check.put("check", finding.check);
      check.put("value", finding.value);
      check.put("verdict", finding.verdict);
      check.put("because", finding.because);
      check.put("remedy", finding.remedy);
      checks.add(check);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("answer", diagnosis.answer());
    json.put("verdict", diagnosis.verdict());
    json.put("checks", checks);
    if (diagnosis.ranking() != null) {
      json.put("ranking", json(diagnosis.ranking()));
    }
    return json;
  }

  private static List<Object> json(Ranking ranking) {
    List<Object> rows = new ArrayList<>();
    for (Task task : ranking.order()) {
      long badness = ranking.badness(task);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("pid", task.pid);
      row.put("name", task.name);
      row.put("score", task.score);
      row.put("memory", task.weight());
      row.put("badness", badness == Long.MIN_VALUE ? null : badness);
      rows.add(row);
    }
    return rows;
  }
}
