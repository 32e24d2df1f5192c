package ai.openclaw.oom.demo.cli;

import ai.openclaw.oom.demo.process.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * Values of command line options. What is wrong with one is thrown as an {@link
 * IllegalArgumentException} with a text for the user.
 */
public final class Arguments {
  private Arguments() {}

  public static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  public static Path path(String option, Iterator<String> rest) {
    return Path.of(value(option, rest)).toAbsolutePath();
  }

  public static int number(String option, Iterator<String> rest, int least, int most) {
    String value = value(option, rest);
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // No number is as wrong as one out of range.
    }
    throw new IllegalArgumentException(
        option + " takes a number from " + least + " to " + most + ", not " + value);
  }

  /**
   * The agent jar, which must exist.
   *
   * @param given {@code null} for the one of the same build
   */
  public static Path agent(Path given) {
    Path agent = given != null ? given : Jvm.jar().resolve("../../../agent/target").normalize();
    if (given == null) {
      agent = agent.resolve("openclaw-oom-agent.jar");
    }
    if (!Files.isRegularFile(agent)) {
      throw new IllegalArgumentException(
          "the agent jar is not at " + agent + ": build it with mvn package, or say --agent PATH");
    }
    return agent;
  }
}
