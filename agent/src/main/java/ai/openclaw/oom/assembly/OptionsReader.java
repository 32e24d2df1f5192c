package ai.openclaw.oom.assembly;

import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;

/**
 * Reads the options for the door, which reaches this class by its name. Under the key {@code
 * options} stand those that are not the defaults.
 */
public final class OptionsReader implements BiFunction<String, Properties, Map<String, String>> {
  public OptionsReader() {}

  @Override
  public Map<String, String> apply(String args, Properties properties) {
    Map<String, String> values = Options.read(args, properties);
    values.put("options", Options.given(values));
    return values;
  }
}
