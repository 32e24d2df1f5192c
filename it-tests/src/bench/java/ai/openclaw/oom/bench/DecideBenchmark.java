package ai.openclaw.oom.bench;

import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.ProcExecutables;
import ai.openclaw.oom.linux.ProcScores;
import ai.openclaw.oom.shim.NativeShim;
import ai.openclaw.oom.shim.ShellShim;
import ai.openclaw.oom.spawn.Decision;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Policy;
import ai.openclaw.oom.spawn.Request;
import ai.openclaw.oom.spawn.Shim;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One decision, warm, on the real {@code /proc} and file system. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecideBenchmark {
  /** Which shim carries the spawn. */
  @Param({"native", "sh"})
  public String shim;

  /** A bare name is looked up in PATH. */
  @Param({"cat", "/usr/bin/cat"})
  public String command;

  /** The child's environment: the JVM's own, a map, or a map that opts out. */
  @Param({"inherited", "map"})
  public String environment;

  private Decision decision;
  private String[] argv;
  private Map<String, String> map;

  /** Fails unless the decision is the one to be measured. */
  @Setup
  public void prepare() {
    Executables executables = new ProcExecutables();
    // Any path will do: deciding does not touch the helper.
    Shim chosen =
        shim.equals("sh")
            ? new ShellShim(1000, false, executables)
            : new NativeShim("/oom-shim", 1000, executables);
    decision =
        new Decision(
            new Policy(1000, true, "", ""), List.of(chosen), new ProcScores(), executables);
    argv = new String[] {command, "-n", "file"};
    if (!environment.equals("inherited")) {
      map = new HashMap<>(System.getenv());
    }
    Outcome wanted = chosen.outcome();
    if (environment.equals("opted-out")) {
      map.put("OPENCLAW_CHILD_OOM_SCORE_ADJ", "off");
      wanted = Outcome.OPTED_OUT;
    }
    if (decide().outcome() != wanted) {
      throw new IllegalStateException("not " + wanted + " but " + decide().outcome());
    }
  }

  /** As the hook does it for every spawn. */
  @Benchmark
  public Plan decide() {
    Map<String, String> given = map == null ? System.getenv() : map;
    return decision.decide(new Request(argv, given, map == null, null, true));
  }
}
