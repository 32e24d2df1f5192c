package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Idle;
import ai.openclaw.oom.probe.LateAttach;
import ai.openclaw.oom.probe.Nested;
import ai.openclaw.oom.probe.Scores;
import ai.openclaw.oom.probe.Transformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/** When and how the agent gets into a JVM. */
class LoadingIT {

  private static final String ASM = "ai.openclaw.oom.asm.";

  /** Each costs every JVM half a millisecond. */
  private static final int CLASSES_OF_PREMAIN = 3;

  /** In the JVM's log of loaded classes: ours, and what is packed with them, but not the probes. */
  private static final Pattern OURS =
      Pattern.compile(
          "[ \\[]Loaded (ai\\.openclaw\\.oom\\.(?!probe\\.)\\S+) |"
              + "\\] (ai\\.openclaw\\.oom\\.(?!probe\\.)\\S+) source: ");

  @EachJdk
  void saysThatItIsInPlace(Jdk jdk) throws Exception {
    assertThat(new JavaRun(jdk).main(Idle.class).run()).succeeded().printed("active=null\n");
    assertThat(new JavaRun(jdk).agent("").main(Idle.class).run())
        .succeeded()
        .printed("active=true\n")
        .saidNothing();
  }

  @EachJdk
  void whatStartsNothingLoadsNextToNothing(Jdk jdk) throws Exception {
    assertThat(classesOfOurs(jdk, Idle.class))
        .hasSize(CLASSES_OF_PREMAIN)
        .noneMatch(name -> name.startsWith(ASM));
    assertThat(classesOfOurs(jdk, Scores.class, "cat"))
        .as("or the log tells nothing")
        .hasSizeGreaterThan(CLASSES_OF_PREMAIN)
        .anyMatch(name -> name.startsWith(ASM));
  }

  @EachJdk
  void attachedLateAndTwice(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).main(LateAttach.class, Places.agent().toString());
    Outcome outcome = run.run();
    assertThat(outcome).succeeded().hasScores(Score.OWN, Score.TARGET, Score.TARGET);
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).startsWith("before:");
    assertThat(lines.get(1)).startsWith("attach:").endsWith("exit=0");
    assertThat(lines.get(2)).startsWith("once:");
    assertThat(lines.get(3)).startsWith("attach:").endsWith("exit=0");
    assertThat(lines.get(4)).isEqualTo(lines.get(2).replace("once", "twice"));
  }

  /** Whoever transforms a class must find the very fields and methods that it was loaded with. */
  @EachJdk
  void anotherAgentMayTransformTheSameClass(Jdk jdk) throws Exception {
    Path jar = agentJar(Transformed.class.getName());
    String other = JavaRun.agentOption(jar, "");
    for (Shim shim : Shim.BEFOREHAND) {
      JavaRun before = new JavaRun(jdk).options(other).agent(shim.argument);
      JavaRun after = new JavaRun(jdk).agent(shim.argument).options(other);
      for (JavaRun run : List.of(before, after)) {
        assertThat(run.main(Transformed.class).run())
            .succeeded()
            .hasScores(Score.TARGET, Score.TARGET);
      }
    }
  }

  /** A jar that makes a class on the class path an agent. */
  static Path agentJar(String probe) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", probe);
    attributes.putValue("Can-Retransform-Classes", "true");
    Path jar = Places.newDirectory("agent").resolve("agent.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  /** A child JVM that inherits the variable is raised, and so are its own children. */
  @EachJdk
  void childJvmInheritsJavaToolOptions(Jdk jdk) throws Exception {
    JavaRun run =
        new JavaRun(jdk)
            .environment("JAVA_TOOL_OPTIONS", JavaRun.agentOption(Places.agent(), ""))
            .main(Nested.class, Scores.class.getName(), "cat");
    // The outer JVM's own word; what the inner one says goes to the outer.
    assertThat(run.run())
        .succeeded()
        .printed("cat 1000\n")
        .saidLinesMatching("Picked up JAVA_TOOL_OPTIONS: .*");
  }

  private static List<String> classesOfOurs(Jdk jdk, Class<?> main, String... arguments)
      throws Exception {
    String log = jdk.major() == 8 ? "-verbose:class" : "-Xlog:class+load";
    JavaRun run = new JavaRun(jdk).options(log).agent("").main(main, arguments);
    return OURS.matcher(run.run().successful().out())
        .results()
        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
        .toList();
  }
}
