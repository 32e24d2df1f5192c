package ai.openclaw.oom.cli.attach;

/** Why something cannot be done, and what to do instead: a sentence for the operator. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  public Refusal(String sentence) {
    super(sentence);
  }
}
