package ai.openclaw.oom.group;

import java.io.File;

/** A number out of one of a group's files, or why there is none. */
public final class GroupValue {
  /** What is known. */
  public enum State {
    /** A number. */
    NUMBER,
    /** A limit that was not set. */
    NO_LIMIT,
    /** The kernel has no such file here, or no such line in it. */
    ABSENT,
    /** The file cannot be read, or is not as the kernel writes it. */
    UNREADABLE
  }

  private final State state;
  private final long number;
  private final File file;
  private final String why;

  private GroupValue(State state, long number, File file, String why) {
    this.state = state;
    this.number = number;
    this.file = file;
    this.why = why;
  }

  static GroupValue number(long number, File file) {
    return new GroupValue(State.NUMBER, number, file, null);
  }

  static GroupValue noLimit(File file) {
    return new GroupValue(State.NO_LIMIT, -1, file, null);
  }

  static GroupValue absent(File file, String why) {
    return new GroupValue(State.ABSENT, -1, file, why);
  }

  static GroupValue unreadable(File file, String why) {
    return new GroupValue(State.UNREADABLE, -1, file, why);
  }

  public State state() {
    return state;
  }

  public boolean isNumber() {
    return state == State.NUMBER;
  }

  /** Whether the kernel gave an answer: a number, or that there is no limit. */
  public boolean isKnown() {
    return state == State.NUMBER || state == State.NO_LIMIT;
  }

  /**
   * The number.
   *
   * @return 0 or more
   * @throws IllegalStateException if there is none
   */
  public long number() {
    if (state != State.NUMBER) {
      throw new IllegalStateException(toString());
    }
    return number;
  }

  /** The number, or another one where there is none. */
  public long numberOr(long other) {
    return state == State.NUMBER ? number : other;
  }

  /** Where it was read, or looked for. */
  public File file() {
    return file;
  }

  /** Why there is no answer, in words for the user; {@code null} if there is one. */
  public String why() {
    return why;
  }

  @Override
  public String toString() {
    switch (state) {
      case NUMBER:
        return number + " (" + file + ")";
      case NO_LIMIT:
        return "no limit (" + file + ")";
      default:
        return (state == State.ABSENT ? "absent: " : "unreadable: ") + file + ": " + why;
    }
  }
}
