package ai.openclaw.oom.hold;

/** Time as it passes, in nanoseconds from an arbitrary moment on. */
interface Clock {
  /** The JVM's own. */
  Clock SYSTEM =
      new Clock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  long nanos();
}
