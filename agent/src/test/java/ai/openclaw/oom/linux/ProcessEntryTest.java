package ai.openclaw.oom.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessEntryTest {
  private static final String AFTER_NAME =
      " S 11 22 33 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 123456 2 30 4 5 6 7 8 9"
          + " 10 11 12 13 14 15 16 ";
  private static final String REST = " 0 0 0 0 0 0 0\n";

  /** From the exit signal to where the environment begins, and the end. */
  private static final String LONG_REST = "17 0 0 0 0 0 0 1 2 3 4 5 140721";

  private static final String END = " 7 0\n";

  private static ProcessEntry parse(String line) {
    byte[] bytes = line.getBytes(ISO_8859_1);
    return ProcessEntry.parse(4711, bytes, bytes.length);
  }

  @Test
  void tellsTheFieldsOfALine() {
    ProcessEntry entry = parse("4711 (name)" + AFTER_NAME + "17" + REST);
    assertThat(entry.pid).isEqualTo(4711);
    assertThat(entry.parent).isEqualTo(11);
    assertThat(entry.group).isEqualTo(22);
    assertThat(entry.session).isEqualTo(33);
    assertThat(entry.startTime).isEqualTo(123456);
    assertThat(entry.resident()).isEqualTo(30 * PageSize.BYTES);
    assertThat(entry.name).isEqualTo("name");
    assertThat(entry.isThread).isFalse();
  }

  /** The exit signal of a thread is -1. */
  @Test
  void knowsAThread() {
    assertThat(parse("4711 (name)" + AFTER_NAME + "-1" + REST).isThread).isTrue();
    assertThat(parse("4711 (name)" + AFTER_NAME + "1" + REST).isThread).isFalse();
  }

  @Test
  void aNegativeNumberIsOne() {
    String line = "4711 (name)" + AFTER_NAME.replace(" 22 33 ", " -22 -1 ") + "17" + REST;
    assertThat(parse(line).group).isEqualTo(-22);
    assertThat(parse(line).session).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a) S 1 (b", "((", "))", ")", " ", "é"})
  void aNameMayBeAnything(String name) {
    ProcessEntry entry = parse("4711 (" + name + ")" + AFTER_NAME + "17" + REST);
    assertThat(entry.name).isEqualTo(name);
    assertThat(entry.parent).isEqualTo(11);
    assertThat(entry.startTime).isEqualTo(123456);
  }

  /** What it has to have ends with the exit signal. */
  @Test
  void aLineThatIsNotWholeIsNone() {
    String whole = "4711 (name)" + AFTER_NAME + "17 ";
    assertThat(parse(whole)).isNotNull();
    for (int length = 0; length < whole.length(); length++) {
      assertThat(parse(whole.substring(0, length))).as("%s bytes", length).isNull();
    }
    assertThat(ProcessEntry.parse(1, new byte[10], -1)).as("an empty file").isNull();
  }

  @Test
  void isKnownAgainByPidAndStartTime() {
    ProcessEntry entry = new ProcessEntry(1, 2, 3, 4, 5);
    assertThat(entry.isSameAs(new ProcessEntry(1, 20, 30, 40, 5))).isTrue();
    assertThat(entry.isSameAs(new ProcessEntry(1, 2, 3, 4, 6))).isFalse();
    assertThat(entry.isSameAs(new ProcessEntry(2, 2, 3, 4, 5))).isFalse();
    assertThat(entry.isSameAs(null)).isFalse();
  }

  @Test
  void knowsWhoIsEnding() {
    String runs = "4711 (name)" + AFTER_NAME + "17" + REST;
    assertThat(parse(runs).isEnding()).isFalse();
    assertThat(parse(runs.replace(" S ", " Z ")).isEnding()).as("not asked for yet").isTrue();
    String exiting = runs.replace(" 4194560 ", " 4194564 ");
    assertThat(parse(exiting).isEnding()).as("PF_EXITING").isTrue();
    String killed = runs.replace(" 9 10 11 ", " 9 256 11 ");
    assertThat(parse(killed).isEnding()).as("SIGKILL").isTrue();
    String terminated = runs.replace(" 9 10 11 ", " 9 16384 11 ");
    assertThat(parse(terminated).isEnding()).as("SIGTERM").isFalse();
  }

  @Test
  void anotherProgramHasItsEnvironmentElsewhere() {
    String line = "4711 (name)" + AFTER_NAME + LONG_REST;
    ProcessEntry entry = parse(line + END);
    assertThat(entry.isSameProgramAs(parse(line + END))).isTrue();
    assertThat(entry.isSameProgramAs(parse(line + "6" + END))).isFalse();
    assertThat(entry.isSameProgramAs(parse(line.replace("123456", "123457") + END))).isFalse();
    assertThat(entry.isSameProgramAs(null)).isFalse();
  }

  @Test
  void whereTheEnvironmentIsMayNotBeTold() {
    ProcessEntry hidden =
        parse("4711 (name)" + AFTER_NAME + LONG_REST.replace("140721", "0") + END);
    assertThat(hidden.isSameAs(hidden)).isTrue();
    assertThat(hidden.isSameProgramAs(hidden)).isFalse();
    ProcessEntry old = parse("4711 (name)" + AFTER_NAME + "17" + REST);
    assertThat(old.isSameProgramAs(old)).isFalse();
    ProcessEntry cut = parse("4711 (name)" + AFTER_NAME + LONG_REST);
    assertThat(cut.isSameProgramAs(cut)).as("the last number is not whole").isFalse();
  }

  @Test
  void ofThisJvmsChildrenItIsTheParent() {
    long own = ProcessHandle.current().pid();
    assertThat(ProcessEntry.ownPid()).isEqualTo(own);
    assertThat(new ProcessEntry(7, own, 0, 0, 0).isOurChild()).isTrue();
    assertThat(new ProcessEntry(7, own + 1, 0, 0, 0).isOurChild()).isFalse();
  }
}
