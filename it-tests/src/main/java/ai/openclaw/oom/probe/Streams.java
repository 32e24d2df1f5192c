package ai.openclaw.oom.probe;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.concurrent.FutureTask;

/** What goes into a child and what comes out of it. */
public final class Streams {

  private static final int MEGABYTES_4 = 4 << 20;
  private static final String BOTH = "echo to stdout; echo to stderr >&2";

  private Streams() {}

  public static String inheritIO() throws Exception {
    ProcessBuilder builder = Child.shell("read -r line; echo \"read: $line\"; " + BOTH);
    return "exit=" + builder.inheritIO().start().waitFor();
  }

  public static String outputToFile() throws Exception {
    Path file = Scripts.plain("output", "to be overwritten\n");
    Child child = Child.run(Child.shell(BOTH).redirectOutput(file.toFile()));
    return Text.of(Files.readAllBytes(file)) + " piped:" + child;
  }

  public static String outputAppendedToFile() throws Exception {
    Path file = Scripts.plain("appended", "kept\n");
    Child child = Child.run(Child.shell(BOTH).redirectOutput(Redirect.appendTo(file.toFile())));
    return Text.of(Files.readAllBytes(file)) + " piped:" + child;
  }

  public static String errorsToFile() throws Exception {
    Path file = Paths.get("errors");
    Child child = Child.run(Child.shell(BOTH).redirectError(file.toFile()));
    return Text.of(Files.readAllBytes(file)) + " piped:" + child;
  }

  public static String errorsMergedIntoOutput() throws Exception {
    return Child.run(Child.shell(BOTH).redirectErrorStream(true)).toString();
  }

  public static String inputFromFile() throws Exception {
    File file = Scripts.plain("input", "first line\nno newline at the end").toFile();
    return Child.run(Child.shell("exec cat").redirectInput(file)).toString();
  }

  @Unscored("no child starts")
  public static String outputToMissingDirectory() throws Exception {
    return Child.run(Child.shell(BOTH).redirectOutput(new File("missing/file"))).toString();
  }

  public static String endOfInput() throws Exception {
    Process process = Child.shell("exec cat").start();
    process.getOutputStream().close();
    return Child.of(process).toString();
  }

  public static String bigOutputs() throws Exception {
    String zeros = "head -c " + MEGABYTES_4 + " /dev/zero";
    return Child.run(Child.shell(zeros + "; " + zeros + " >&2; " + zeros)).digest();
  }

  public static String bigInput() throws Exception {
    Process process = Child.shell("exec cat").start();
    FutureTask<Void> writer = new FutureTask<>(() -> write(process.getOutputStream()), null);
    new Thread(writer).start();
    String digest = Child.of(process).digest();
    writer.get();
    return digest;
  }

  private static void write(OutputStream stdin) {
    byte[] block = new byte[MEGABYTES_4];
    Arrays.fill(block, (byte) 'x');
    try (OutputStream out = stdin) {
      out.write(block);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
