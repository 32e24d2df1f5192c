package ai.openclaw.oom.cli.doctor;

/** One line of the doctor's. */
public final class Finding {
  public final String check;

  /** What was read, in words. */
  public final String value;

  public final Verdict verdict;

  /** What it means for the JVM, as the end of a sentence; null where all is well. */
  public final String because;

  /** What to do about it; null if there is nothing to be done, or no need. */
  public final String remedy;

  private Finding(String check, String value, Verdict verdict, String because, String remedy) {
    this.check = check;
    this.value = value;
    this.verdict = verdict;
    this.because = because;
    this.remedy = remedy;
  }

  static Finding ok(String check, String value) {
    return new Finding(check, value, Verdict.OK, null, null);
  }

  static Finding note(String check, String value, String remedy) {
    return new Finding(check, value, Verdict.NOTE, null, remedy);
  }

  static Finding unknown(String check, String value, String because) {
    return new Finding(check, value, Verdict.UNKNOWN, because, null);
  }

  static Finding limited(String check, String value, String because, String remedy) {
    return new Finding(check, value, Verdict.LIMITED, because, remedy);
  }

  static Finding bad(String check, String value, String because, String remedy) {
    return new Finding(check, value, Verdict.BAD, because, remedy);
  }
}
