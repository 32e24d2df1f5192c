package ai.openclaw.oom.it;

import java.util.List;

/** The ways to raise a child. */
enum Shim {
  SH("shim=sh"),
  /** What the agent takes by itself with its helper beside it. */
  AUTO("shim=auto"),
  PARENT("shim=parent");

  /** Those by which a child has its score before it runs. */
  static final List<Shim> BEFOREHAND = List.of(SH, AUTO);

  /** The agent's argument. */
  final String argument;

  Shim(String argument) {
    this.argument = argument;
  }
}
