package ai.openclaw.oom.demo.serve.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoorTest {
  private static final String HERE = "127.0.0.1:8765";
  private static final Door DOOR = new Door(8765, 8765, "secret");

  @Test
  void admitsTheOwnPageWithTheKey() {
    assertThat(DOOR.admits(HERE, "http://" + HERE, "secret")).isTrue();
    assertThat(DOOR.admits("localhost:8765", "http://localhost:8765", "secret")).isTrue();
    assertThat(DOOR.admits(HERE, null, "secret")).isTrue();
  }

  @Test
  void refusesOtherKeysPagesAndNames() {
    assertThat(DOOR.admits(HERE, "http://" + HERE, "guess")).isFalse();
    assertThat(DOOR.admits(HERE, "http://" + HERE, null)).isFalse();
    assertThat(DOOR.admits(HERE, "http://evil.example", "secret")).isFalse();
    assertThat(DOOR.admits(HERE, "http://127.0.0.1:8080", "secret")).isFalse();
    assertThat(DOOR.admits("evil.example:8765", "http://evil.example:8765", "secret")).isFalse();
    assertThat(DOOR.admits(null, null, "secret")).isFalse();
  }

  @Test
  void admitsThePageOfTheServerBeside() {
    Door beside = new Door(9000, 8765, "secret");
    assertThat(beside.admits("127.0.0.1:9000", "http://127.0.0.1:8765", "secret")).isTrue();
    assertThat(beside.admits("127.0.0.1:9000", "http://127.0.0.1:9000", "secret")).isFalse();
    assertThat(beside.admits("127.0.0.1:8765", "http://127.0.0.1:8765", "secret")).isFalse();
  }

  @Test
  void noTwoKeysAreTheSame() {
    assertThat(Door.newKey()).hasSize(32).isNotEqualTo(Door.newKey());
  }
}
