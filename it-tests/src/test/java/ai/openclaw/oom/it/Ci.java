package ai.openclaw.oom.it;

/** In CI nothing may be left out for want of something. */
public final class Ci {

  private Ci() {}

  public static boolean isCi() {
    return "true".equals(System.getenv("CI"));
  }
}
