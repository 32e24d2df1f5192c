package ai.openclaw.oom.probe;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A server that restarts by starting its successor with its own command line, but for one property,
 * which counts down. Each prints its score.
 */
public final class Successors {
  private static final String LEFT = "-Dsuccessors=";

  private Successors() {}

  public static void main(String[] args) throws Exception {
    System.out.println("own " + Generations.score("self"));
    byte[] line = Files.readAllBytes(Paths.get("/proc/self/cmdline"));
    List<String> command =
        new ArrayList<>(Arrays.asList("sh", "-c", "nohup \"$@\"; exit $?", "sh"));
    int left = 0;
    for (String argument : new String(line, StandardCharsets.UTF_8).split("\0")) {
      if (argument.startsWith(LEFT)) {
        left = Integer.parseInt(argument.substring(LEFT.length()));
        command.add(LEFT + (left - 1));
      } else {
        command.add(argument);
      }
    }
    if (left > 0) {
      System.out.print(new String(Child.run(command.toArray(new String[0])).out(), "UTF-8"));
    }
  }
}
