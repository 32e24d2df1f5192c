package ai.openclaw.oom.it.kubernetes;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Objects of the API in few words. */
final class Yaml {
  private Yaml() {}

  static Map<String, Object> map(String text) {
    return Manifests.map(new Load(LoadSettings.builder().build()).loadFromString(text));
  }
}
