package ai.openclaw.oom.probe;

/** Shows by the count of {@link Wrapped} whether anything came between start and command. */
public final class Untouched {

  private Untouched() {}

  public static void main(String[] args) throws Exception {
    System.out.println(Wrapped.calls("cat"));
  }
}
