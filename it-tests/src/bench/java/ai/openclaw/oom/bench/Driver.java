package ai.openclaw.oom.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A measured JVM that stands ready and spawns as often as it is told. */
final class Driver {
  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  /**
   * @param main reads how many spawns from each line on its stdin, and answers with a number
   */
  Driver(Class<?> main, Way way) throws IOException {
    ProcessBuilder builder =
        Jvm.builder(way.agent().jvmArguments(), main, way.command().toArray(String[]::new));
    process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    orders = process.outputWriter();
    answers = process.inputReader();
  }

  /** One for each way. */
  static List<Driver> all(Class<?> main, List<Way> ways) throws IOException {
    List<Driver> drivers = new ArrayList<>();
    for (Way way : ways) {
      drivers.add(new Driver(main, way));
    }
    return drivers;
  }

  static void endAll(List<Driver> drivers) throws Exception {
    for (Driver driver : drivers) {
      driver.end();
    }
  }

  /** Spawns in all of them at once, which is no time to measure. */
  static void warmUp(List<Driver> drivers, int spawns) throws IOException {
    for (Driver driver : drivers) {
      driver.send(Integer.toString(spawns));
    }
    for (Driver driver : drivers) {
      driver.answer();
    }
  }

  double[] spawn(int spawns) throws IOException {
    return tell(Integer.toString(spawns));
  }

  /** Whatever its main class understands. */
  double[] tell(String order) throws IOException {
    send(order);
    return new double[] {answer()};
  }

  private void send(String order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
  }

  private double answer() throws IOException {
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("a measured JVM has ended");
    }
    return Double.parseDouble(answer);
  }

  /** All its threads, and so all its children. */
  void moveTo(String processor) throws Exception {
    String pid = Long.toString(process.pid());
    String[] taskset = {"taskset", "--all-tasks", "--pid", "--cpu-list", processor, pid};
    Jvm.run(taskset[0], new ProcessBuilder(taskset));
  }

  void end() throws Exception {
    orders.close();
    process.waitFor();
  }
}
