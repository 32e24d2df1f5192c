package ai.openclaw.oom.surface;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.spawn.Request;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class NuProcessSurfaceTest {

  @Test
  void upToVersion3AFileOfUnknownFormatIsAScript() {
    // This class's loader has the class that only those versions have.
    assertThat(requestTo(this).isShellTried()).isTrue();
  }

  @Test
  void sinceVersion4AFileOfUnknownFormatFails() {
    assertThat(requestTo(new Object()).isShellTried()).isFalse();
  }

  private static Request requestTo(Object linuxProcess) {
    Object[] arguments = {Collections.singletonList("ls"), new String[0], null, linuxProcess};
    return NuProcessSurface.ofAll().request(arguments);
  }
}
