package ai.openclaw.oom.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Mutations;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Whatever is given as options, each has a value that the agent takes. */
class OptionsMutationTest {
  private static final int TIMES = 10_000;
  private static final String GOOD =
      "score=900,shim=native,include=java:/bin/*,exclude=cat;sh,jmx=on,enabled=true,nested=raised";

  @Test
  void everyOptionHasAValueThatSettingsTake() {
    Mutations mutations = new Mutations(20261127);
    for (int i = 0; i < TIMES; i++) {
      String arguments = "log=off," + mutations.of(GOOD);
      Properties properties = new Properties();
      properties.setProperty("openclaw.oom." + mutations.of("score"), mutations.of("900"));
      Map<String, String> options = Options.read(arguments, properties);
      for (Options option : Options.values()) {
        assertThat(options.get(option.key)).as(arguments).isNotNull();
      }
      Settings settings = new Settings(options);
      assertThat(settings.score).as(arguments).isBetween(1, 1000);
      assertThat(options.get("enabled")).as(arguments).isIn("true", "false");
    }
  }
}
