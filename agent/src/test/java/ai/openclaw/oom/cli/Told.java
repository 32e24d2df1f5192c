package ai.openclaw.oom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.util.Map;

/** What a tool says, and how it ends. */
record Told(int exit, String out, String err) {

  static Told by(File root, Map<String, String> environment, Verb[] verbs, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings around =
        new Surroundings(
            new File("/opt/openclaw/openclaw-oom-agent.jar"),
            root,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            environment);
    int exit = (verbs == null ? new Tools() : new Tools(verbs)).run(args, around);
    return new Told(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** By the real tools on the real machine. */
  static Told by(String... args) {
    return by(new File("/"), Map.of(), null, args);
  }
}
