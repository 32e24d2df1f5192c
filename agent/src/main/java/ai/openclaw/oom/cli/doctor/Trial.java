package ai.openclaw.oom.cli.doctor;

/** What became of raising a throw-away child, by each way there is. */
public interface Trial {
  /** In the order in which {@code shim=auto} takes them. */
  enum Way {
    NATIVE("native"),
    SHELL("sh"),
    PARENT("parent");

    private final String text;

    Way(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** What was read of the child's score; {@link Integer#MIN_VALUE} if it was not raised so. */
  int score(Way way);

  /** Why a way cannot be taken, or what was seen; null if it went as it should. */
  String why(Way way);
}
