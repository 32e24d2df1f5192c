package ai.openclaw.oom.demo.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DoorTest {
  private static final String HERE = "127.0.0.1:8765";
  private static final Door DOOR = new Door(8765, "secret");

  @Test
  void admitsTheOwnPageWithTheKey() {
    assertTrue(DOOR.admits(HERE, "http://" + HERE, "secret"));
    assertTrue(DOOR.admits("localhost:8765", "http://localhost:8765", "secret"));
    assertTrue(DOOR.admits(HERE, null, "secret"));
  }

  @Test
  void refusesOtherKeysPagesAndNames() {
    assertFalse(DOOR.admits(HERE, "http://" + HERE, "guess"));
    assertFalse(DOOR.admits(HERE, "http://" + HERE, null));
    assertFalse(DOOR.admits(HERE, "http://evil.example", "secret"));
    assertFalse(DOOR.admits(HERE, "http://127.0.0.1:8080", "secret"));
    assertFalse(DOOR.admits("evil.example:8765", "http://evil.example:8765", "secret"));
    assertFalse(DOOR.admits(null, null, "secret"));
  }

  @Test
  void noTwoKeysAreTheSame() {
    assertNotEquals(Door.newKey(), Door.newKey());
    assertEquals(32, Door.newKey().length());
  }
}
