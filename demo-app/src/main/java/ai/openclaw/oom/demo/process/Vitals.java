package ai.openclaw.oom.demo.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel says of one process at one moment.
 *
 * @param pid in the namespace of whoever read it
 * @param rssKb resident memory in KiB
 * @param scoreAdj {@code oom_score_adj}, -1000 to 1000
 * @param score {@code oom_score}: badness reckoned against the whole machine, higher dies first
 */
public record Vitals(long pid, long rssKb, int scoreAdj, int score) {

  /**
   * Reads {@code /proc}.
   *
   * @throws IOException if the process is gone
   */
  public static Vitals read(long pid) throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    return new Vitals(
        pid,
        rssKb(Files.readString(proc.resolve("status"))),
        Integer.parseInt(Files.readString(proc.resolve("oom_score_adj")).trim()),
        Integer.parseInt(Files.readString(proc.resolve("oom_score")).trim()));
  }

  /** The {@code VmRSS} of a {@code /proc/PID/status} text; 0 for a process that is a zombie. */
  static long rssKb(String status) {
    return kb(status, "VmRSS");
  }

  /** One figure, in KiB, of a {@code /proc/PID/status} text; 0 if it is absent. */
  public static long kb(String status, String field) {
    return status
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  /** Reads what {@link #toString} wrote. */
  public static Vitals parse(String text) {
    String[] part = text.split(",");
    return new Vitals(
        Long.parseLong(part[0]),
        Long.parseLong(part[1]),
        Integer.parseInt(part[2]),
        Integer.parseInt(part[3]));
  }

  public long rssMb() {
    return Math.round(rssKb / 1024.0);
  }

  @Override
  public String toString() {
    return pid + "," + rssKb + "," + scoreAdj + "," + score;
  }
}
