package ai.openclaw.oom.demo.serve;

import ai.openclaw.oom.demo.cli.ExitCode;
import ai.openclaw.oom.demo.group.Groups;
import ai.openclaw.oom.demo.process.Agent;
import ai.openclaw.oom.demo.serve.web.Door;
import ai.openclaw.oom.demo.serve.web.Feed;
import ai.openclaw.oom.demo.serve.web.LiveSocket;
import ai.openclaw.oom.demo.serve.web.Pages;
import ai.openclaw.oom.demo.serve.web.Web;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * Serves the page, and runs one gateway or two behind it, each in a memory group, until they end.
 * It is in neither group itself, so that there is somebody left to say what became of a gateway.
 */
public final class Serve {
  private static final String WITHOUT = "without the agent";
  private static final String WITH = "with the agent";

  private final ServeOptions options;
  private final Groups groups;
  private final Feed feed = new Feed();
  private final List<GatewayRun> runs = new ArrayList<>();
  private final CountDownLatch alive;
  private Comparison comparison;
  private volatile boolean told;
  private volatile boolean interrupted;
  private volatile boolean finished;

  public Serve(ServeOptions options) {
    this.options = options;
    this.groups = new Groups(options.groupRequest());
    this.alive = new CountDownLatch(options.compare() ? 2 : 1);
  }

  /**
   * Serves, and gives the exit code.
   *
   * @throws Exception if the page cannot be served
   */
  public int run() throws Exception {
    Path scratch = Files.createTempDirectory("openclaw-oom-demo-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> tidyUp(scratch), "close-memory-groups"));
    int code = run(scratch);
    finished = true;
    return code;
  }

  private int run(Path scratch) throws Exception {
    groups.choose();
    System.out.println("Memory group: " + groups.description());
    if (!groups.limited()) {
      groups.refusals().forEach(refusal -> System.out.println("  " + refusal));
      if (options.compare()) {
        System.out.println("  so there is nothing to compare");
        return ExitCode.NOT_SHOWN;
      }
      System.out.println("  so \"apply pressure\" is switched off");
    }
    System.out.println(
        "Agent: "
            + (options.agent() == null ? "none" : options.agent())
            + (options.guard() ? ", guard=on" : ""));
    Web web;
    try {
      web = new Web(options.port());
    } catch (IOException e) {
      System.out.printf(
          "127.0.0.1:%d cannot be served on: %s; try --port 0%n", options.port(), e.getMessage());
      return ExitCode.NOT_SHOWN;
    }
    Door door = new Door(web.port(), web.port(), Door.newKey());
    try {
      start(scratch, door);
    } catch (IOException e) {
      System.out.println("The run could not be made: " + e.getMessage());
      return ExitCode.NOT_SHOWN;
    }
    List<Integer> ports = runs.stream().map(GatewayRun::port).toList();
    web.start(
        door, Pages.ofUser(), ports, Map.of("/live", () -> new LiveSocket(feed, request -> {})));
    System.out.println("Open http://127.0.0.1:" + web.port() + "/#" + door.key());
    alive.await();
    // The pages are told what happened before they lose us.
    web.stop();
    return code();
  }

  private void start(Path scratch, Door door) throws IOException {
    Agent agent = options.agent() == null ? null : new Agent(options.agent(), options.guard());
    if (options.compare()) {
      runs.add(new GatewayRun(WITHOUT, groups.open(), null, this::changed));
      runs.add(new GatewayRun(WITH, groups.open(), agent, this::changed));
      comparison = new Comparison(runs.get(0), runs.get(1));
    } else {
      runs.add(new GatewayRun("", groups.open(), agent, this::changed));
    }
    for (GatewayRun run : runs) {
      run.start(
          groups.limited() ? options.limitMb() : 0, scratch, door.pagePort() + " " + door.key());
    }
    feed.tell(
        "gateways",
        1,
        "gateways",
        Map.of("gateways", runs.stream().map(Serve::described).toList()));
  }

  private static Map<String, ?> described(GatewayRun run) {
    return Map.of(
        "name", run.name(),
        "agent", run.hasAgent(),
        "guard", run.hasGuard(),
        "port", run.port());
  }

  /** A gateway has ended, or has told of its first kill. */
  private synchronized void changed(GatewayRun run) {
    if (interrupted) {
      return;
    }
    if (run.exit() != null) {
      ended(run);
    }
    if (comparison != null && comparison.isOver() && !told) {
      told = true;
      System.out.println(comparison.verdict());
      feed.tell(
          "verdict",
          1,
          "verdict",
          Map.of("promised", comparison.promised(), "text", comparison.verdict()));
    }
    if (run.exit() != null) {
      alive.countDown();
    }
  }

  private void ended(GatewayRun run) {
    String which = run.name().isEmpty() ? "" : " " + run.name();
    System.out.println("The gateway" + which + " has ended: " + run.exit());
    feed.tell(
        "ended " + run.name(),
        1,
        "ended",
        Map.of(
            "name", run.name(),
            "agent", run.hasAgent(),
            "exit", run.exit(),
            "killed", run.wasKilled(),
            "killsBefore", run.killsBefore(),
            "kills", run.kills()));
  }

  private int code() {
    return comparison != null && comparison.isOver() && comparison.promised()
        ? ExitCode.SHOWN
        : ExitCode.NOT_SHOWN;
  }

  private void tidyUp(Path scratch) {
    interrupted = true;
    int code = finished ? -1 : code();
    groups.shutDown();
    delete(scratch);
    if (comparison != null && code >= 0) {
      if (!told) {
        System.out.println(comparison.verdict());
      }
      // Ctrl-C is how it ends, and the signal's own code would say nothing.
      Runtime.getRuntime().halt(code);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("Temporary files are left behind: " + e);
    }
  }
}
