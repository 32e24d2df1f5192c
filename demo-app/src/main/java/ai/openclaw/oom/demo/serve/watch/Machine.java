package ai.openclaw.oom.demo.serve.watch;

import ai.openclaw.oom.demo.process.Vitals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The whole machine, where no memory group was made.
 *
 * @param totalKb memory and swap, in KiB
 */
public record Machine(long totalKb) implements Accounting {

  /**
   * Reads how large it is.
   *
   * @throws IOException if {@code /proc} cannot be read
   */
  public static Machine read() throws IOException {
    String info = meminfo();
    return new Machine(Vitals.kb(info, "MemTotal") + Vitals.kb(info, "SwapTotal"));
  }

  private static String meminfo() throws IOException {
    return Files.readString(Path.of("/proc/meminfo"));
  }

  @Override
  public String describe() {
    return "no memory group: the figures are the whole machine's";
  }

  @Override
  public boolean limited() {
    return false;
  }

  @Override
  public Usage usage() throws IOException {
    String info = meminfo();
    long total = Vitals.kb(info, "MemTotal");
    return new Usage(total - Vitals.kb(info, "MemAvailable"), total - Vitals.kb(info, "MemFree"));
  }

  /** Kills of the machine are mostly strangers'. */
  @Override
  public long kills() {
    return 0;
  }

  @Override
  public List<Long> pids() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants()).map(ProcessHandle::pid).toList();
  }
}
