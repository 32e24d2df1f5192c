package ai.openclaw.oom.cli;

import ai.openclaw.oom.cli.attach.Lines;
import ai.openclaw.oom.cli.machine.AgentState;
import ai.openclaw.oom.cli.machine.Jvm;
import ai.openclaw.oom.cli.machine.Machine;
import ai.openclaw.oom.cli.machine.Task;
import ai.openclaw.oom.cli.machine.Tasks;
import ai.openclaw.oom.log.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code list}: the JVMs that can be seen from here. */
final class ListVerb extends Verb {
  /** Who is asked for the first time answers after a tenth of a second, but all at once. */
  private static final int AT_ONCE = 32;

  ListVerb() {
    super(
        "list",
        "[--json]",
        "the JVMs of this machine or container, and what the agent does in each",
        "Of JVMs of other users only root sees all. AGENT is absent, active or failed with its",
        "version, present if its jar is there but cannot be asked, or unknown. CHILDREN are those",
        "above the JVM's own score, of all; MEMORY is that of the JVM and all its descendants.",
        "",
        "JSON: an array of objects with pid, user, jdk, vm, main, agent {state, version, options,",
        "why}, score, children {raised, all}, memory (bytes); null for what is not told.",
        "",
        "Exit code: 0, also if there is none.",
        "",
        "Example:",
        "  " + Help.PROGRAM + " list");
  }

  @Override
  Options options() {
    return new Options().addOption(json());
  }

  @Override
  int run(CommandLine line, Surroundings around) throws WrongUsage {
    takesNoArguments(line);
    Machine machine = new Machine(around.root);
    List<Row> rows = rows(machine, Tasks.read(machine));
    if (line.hasOption(JSON)) {
      List<Object> all = new ArrayList<>();
      for (Row row : rows) {
        all.add(row.json());
      }
      around.out.println(Json.of(all));
    } else if (rows.isEmpty()) {
      around.err.println("no JVM is to be seen, but this one");
    } else {
      TextTable table =
          new TextTable().row("PID", "USER", "JDK", "SCORE", "CHILDREN", "MEMORY", "AGENT", "MAIN");
      for (Row row : rows) {
        row.addTo(table);
      }
      table.print(around.out);
    }
    return ExitCode.DONE;
  }

  private static List<Row> rows(Machine machine, Tasks tasks) {
    ExecutorService workers =
        Executors.newFixedThreadPool(
            AT_ONCE,
            work -> {
              Thread thread = new Thread(work, "list");
              thread.setDaemon(true);
              return thread;
            });
    List<Future<Row>> asked = new ArrayList<>();
    for (Task task : tasks.all()) {
      asked.add(
          workers.submit(
              () -> {
                Jvm jvm = Jvm.of(machine, task);
                return jvm == null ? null : new Row(machine, tasks, jvm);
              }));
    }
    List<Row> rows = new ArrayList<>();
    for (Future<Row> answer : asked) {
      try {
        Row row = answer.get();
        if (row != null) {
          rows.add(row);
        }
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return rows;
  }

  private static final class Row {
    private final Task task;
    private final String user;
    private final String version;
    private final String kind;
    private final String main;
    private final AgentState agent;
    private int children;
    private int raised;
    private long memory;

    Row(Machine machine, Tasks tasks, Jvm jvm) {
      task = jvm.task;
      user = machine.userName(task.user());
      version = jvm.version();
      kind = jvm.kind.toString();
      main = jvm.main();
      agent = Lines.agentOf(machine, jvm);
      memory = task.memory();
      for (Task child : tasks.childrenOf(task.pid)) {
        children++;
        raised += child.hasScore() && child.score > task.score ? 1 : 0;
      }
      for (Task descendant : tasks.descendantsOf(task.pid)) {
        memory += descendant.memory();
      }
    }

    void addTo(TextTable table) {
      String name = main == null ? "?" : main.substring(main.lastIndexOf('/') + 1);
      table.row(
          task.pid,
          user,
          version == null ? "?" : Printable.of(version),
          task.hasScore() ? task.score : "?",
          raised + "/" + children,
          Amount.of(memory),
          agent,
          Printable.of(name));
    }

    Map<String, Object> json() {
      Map<String, Object> state = new LinkedHashMap<>();
      state.put("state", agent.state);
      state.put("version", agent.version);
      state.put("options", agent.options);
      state.put("why", agent.why);
      Map<String, Object> counts = new LinkedHashMap<>();
      counts.put("raised", raised);
      counts.put("all", children);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("pid", task.pid);
      row.put("user", user);
      row.put("jdk", version);
      row.put("vm", kind);
      row.put("main", main);
      row.put("agent", state);
      row.put("score", task.hasScore() ? task.score : null);
      row.put("children", counts);
      row.put("memory", memory);
      return row;
    }
  }
}
