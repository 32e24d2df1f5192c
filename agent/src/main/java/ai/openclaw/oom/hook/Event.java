package ai.openclaw.oom.hook;

/** What woven code tells a hook, and what stands in the array that goes along. */
public final class Event {
  /**
   * The spawn method was called. The array holds its arguments, then its receiver (null if it is
   * static), then null. The arguments to go on with are to be found there afterwards.
   */
  public static final int ENTER = 0;

  /**
   * The JDK is about to start a program of its own ahead of the command. The array holds that
   * program's path and the JDK's name for how it starts processes. The path to be taken is to be
   * found in the first place afterwards.
   */
  public static final int LAUNCH = 1;

  /**
   * The spawn method is about to return. The array has as many places as at {@link #ENTER}. It
   * holds what is returned, and the pid where the result tells it. If the last place is not null
   * afterwards, the method's body is run once more, with the arguments that stand ahead of it.
   */
  public static final int EXIT = 2;

  /** The same, when the body has thrown: the array holds what was thrown. */
  public static final int FAIL = 3;

  private Event() {}
}
