package ai.openclaw.oom.it.diff;

import java.util.List;

/** Arguments of a command: what shells, JDKs and kernels are known to stumble over. */
final class Arguments {
  private static final List<String> WORDS =
      List.of(
          "",
          "a",
          "-a",
          "-c",
          "--",
          "-",
          "-e",
          "--help",
          "two words",
          " ",
          "\t",
          "\n",
          "line\nline\n",
          "it's",
          "\"quoted\"",
          "\\",
          "\\n",
          "$HOME",
          "$(touch x)",
          "`id`",
          "${0}",
          "$0",
          "$@",
          "*",
          "/*",
          "?",
          "[a-z]",
          "~",
          "!",
          "!!",
          "#",
          ";",
          "&",
          "|",
          ">x",
          "2>&1",
          "{a,b}",
          "a=b",
          "%s",
          "\u0001",
          "\u007f",
          "\u00e4\u00f6",
          "\u65e5\u672c",
          "\ud83d\ude00",
          "\ud800",
          "\ufffd",
          "\u00a0");

  private Arguments() {}

  /** Adds a few of every sort. */
  static void add(Dice dice, List<String> command) {
    int count = dice.of(0, 0, 1, 1, 2, 3, 3, 5, 8, 20);
    for (int i = 0; i < count; i++) {
      command.add(dice.chance(80) ? dice.of(WORDS) : dice.noise(dice.below(60)));
    }
  }

  /** Adds such that come near a limit. */
  static void addLong(Dice dice, List<String> command) {
    switch (dice.below(3)) {
      case 0:
        command.add("x".repeat(dice.of(4095, 4096, 30_000, 65_536, 131_000)));
        break;
      case 1:
        for (int i = dice.of(200, 1000, 3000); i > 0; i--) {
          command.add("argument-" + i);
        }
        break;
      default:
        // About 128 KiB and 36 Ki characters: where limits are.
        for (int i = dice.of(8, 9, 30, 31, 32, 33); i > 0; i--) {
          command.add("y".repeat(4000));
        }
    }
  }
}
