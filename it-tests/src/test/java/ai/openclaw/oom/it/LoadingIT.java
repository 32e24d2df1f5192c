package ai.openclaw.oom.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** When and how the agent gets into a JVM. */
class LoadingIT {

  private static final String ASM = "ai.openclaw.oom.asm.";

  @EachJdk
  void saysThatItIsInPlace(Jdk jdk) throws Exception {
    assertEquals("active=null\n", new JavaRun(jdk).main(Idle.class).run().successful().out());
    JavaRun run = new JavaRun(jdk).agent("").main(Idle.class);
    assertEquals("active=true\n", run.run().successful().out());
  }

  @EachJdk
  void weavesNothingInAJvmThatStartsNothing(Jdk jdk) throws Exception {
    assertFalse(loadedClasses(jdk, Idle.class).contains(ASM));
    assertTrue(loadedClasses(jdk, Scores.class, "cat").contains(ASM), "or the log tells nothing");
  }

  @EachJdk
  void attachedLateAndTwice(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk).main(LateAttach.class, Places.agent().toString());
    String[] lines = run.run().successful().out().split("\n");
    assertEquals("before", lines[0].split(":")[0]);
    assertEquals(Comparison.OWN_SCORE, Outcome.scores(lines[0]).get(0), lines[0]);
    assertTrue(lines[1].endsWith("exit=0") && lines[3].endsWith("exit=0"), lines[1] + lines[3]);
    assertEquals(1000, Outcome.scores(lines[2]).get(0), lines[2]);
    assertEquals(lines[2].replace("once", "twice"), lines[4]);
  }

  /** Whoever transforms a class must find the very fields and methods that it was loaded with. */
  @EachJdk
  void anotherAgentMayTransformTheSameClass(Jdk jdk) throws Exception {
    Path jar = agentJar(Transformed.class);
    String other = JavaRun.agentOption(jar, "");
    for (String shim : Shims.ALL) {
      JavaRun before = new JavaRun(jdk).options(other).agent(shim).main(Transformed.class);
      JavaRun after = new JavaRun(jdk).agent(shim).options(other).main(Transformed.class);
      for (JavaRun run : List.of(before, after)) {
        Outcome outcome = run.run().successful();
        assertEquals(List.of(1000, 1000), Outcome.scores(outcome.out()), outcome::toString);
      }
    }
  }

  /** A jar that makes a probe an agent. */
  private static Path agentJar(Class<?> probe) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", probe.getName());
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
    Outcome outcome = run.run().successful();
    assertEquals("cat 1000\n", outcome.out());
    assertTrue(
        outcome.err().lines().allMatch(line -> line.startsWith("Picked up ")), outcome.err());
  }

  private static String loadedClasses(Jdk jdk, Class<?> main, String... arguments)
      throws Exception {
    String log = jdk.major() == 8 ? "-verbose:class" : "-Xlog:class+load";
    return new JavaRun(jdk).options(log).agent("").main(main, arguments).run().successful().out();
  }
}
