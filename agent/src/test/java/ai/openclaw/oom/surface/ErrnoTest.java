package ai.openclaw.oom.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are those of JDK 8, 17, 21 and 25. */
class ErrnoTest {
  @ParameterizedTest
  @CsvSource({
    "'error=2, No such file or directory',                                2",
    "'error=13, Permission denied',                                       13",
    "'Exec failed, error: 2 (No such file or directory) ',                2",
    "'posix_spawn failed, error: 11 (Resource temporarily unavailable) ', 11",
    "'Bad code from spawn helper (Failed to exec spawn helper)',          -1",
    "'/no/fifo (No such file or directory)',                              -1",
    "'error=',                                                            -1",
    "'error=x',                                                           -1",
    "'error=12345678901234567890',                                        1234",
  })
  void isReadFromTheJdksWords(String message, int errno) {
    assertThat(Errno.of(new IOException(message))).isEqualTo(errno);
  }

  @Test
  void isUnknownWithoutWords() {
    assertThat(Errno.of(new IOException())).isEqualTo(Errno.UNKNOWN);
  }
}
