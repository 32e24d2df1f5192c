package ai.openclaw.oom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void writesAllThereIs() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("text", "a \"b\" \\ \n \u00e9");
    object.put("list", Arrays.asList(1, null, true));
    object.put("empty", List.of());
    object.put("none", Map.of());
    assertThat(Json.of(object))
        .isEqualTo(
            """
            {
              "text": "a \\"b\\" \\\\ \\u000a \\u00e9",
              "list": [
                1,
                null,
                true
              ],
              "empty": [],
              "none": {}
            }""");
  }
}
