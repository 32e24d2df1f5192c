package ai.openclaw.oom.cli;

import java.util.Locale;

/** Amounts of memory in words. */
public final class Amount {
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  private Amount() {}

  /** In MiB, or with one decimal in GiB from 10 GiB on. */
  public static String of(long bytes) {
    if (Math.abs(bytes) >= 10 * GIB) {
      return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
    }
    return Math.round((double) bytes / MIB) + " MiB";
  }
}
