package ai.openclaw.oom.report;

/** Whether there is a guard, for whoever tells what is in force. */
public interface Guarding {
  /** Whether that has been decided, which takes a raised child. */
  boolean isSettled();

  /** Whether one is there. */
  boolean isKept();
}
