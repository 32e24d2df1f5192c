package ai.openclaw.oom.hook;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.openclaw.oom.spawn.Request;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class NuProcessSpawnTest {

  @Test
  void upToVersion3AFileOfUnknownFormatIsAScript() {
    // This class's loader has the class that only those versions have.
    assertTrue(requestTo(this).isShellTried());
  }

  @Test
  void sinceVersion4AFileOfUnknownFormatFails() {
    assertFalse(requestTo(new Object()).isShellTried());
  }

  private static Request requestTo(Object linuxProcess) {
    Object[] arguments = {Collections.singletonList("ls"), new String[0], null, linuxProcess};
    return new NuProcessSpawn(null).request(arguments);
  }
}
