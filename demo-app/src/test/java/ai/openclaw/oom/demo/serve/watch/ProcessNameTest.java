package ai.openclaw.oom.demo.serve.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessNameTest {
  @ParameterizedTest
  @CsvSource({
    "/bin/bash|-i|, bash",
    "java|-cp|a b.jar|ai.openclaw.oom.demo.Demo|worker|, worker",
    "java|-cp|a.jar|ai.openclaw.oom.demo.Demo|serve-gateway|8765|1024|, gateway",
    "/usr/lib/chromium/chromium|--headless|, chromium",
    "/usr/lib/chromium/chromium --type=renderer --lang=en, chromium renderer",
    "|, comm",
    "'', comm",
  })
  void saysWhatItIs(String cmdline, String name) {
    assertThat(ProcessName.of(cmdline.replace('|', '\0'), "comm")).isEqualTo(name);
  }
}
