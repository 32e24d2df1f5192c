package ai.openclaw.oom.it;

/** In CI nothing may be left out for want of something. */
final class Ci {

  private Ci() {}

  static boolean isCi() {
    return "true".equals(System.getenv("CI"));
  }
}
