package ai.openclaw.oom.cli.doctor;

import java.util.Locale;

/** What a check comes to, the worse the later. */
public enum Verdict {
  /** As it should be. */
  OK,
  /** Worth knowing; it changes nothing. */
  NOTE,
  /** It could not be told. */
  UNKNOWN,
  /** The JVM is spared in some cases and not in others. */
  LIMITED,
  /** The JVM is not spared. */
  BAD;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
