package ai.openclaw.oom.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Run;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about options goes past System.err, so it is read from JVMs of their own. */
class OptionsTest {
  private static Map<String, String> defaultsWith(String key, String value) {
    Map<String, String> options = new TreeMap<>();
    for (Options option : Options.values()) {
      options.put(option.key, option.defaultValue);
    }
    if (key != null) {
      options.put(key, value);
    }
    return options;
  }

  private static Properties properties(String... keysAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.setProperty("openclaw.oom." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return properties;
  }

  @Test
  void defaultsAreThoseOfTheContract() {
    assertThat(Options.defaults())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("enabled", "true"),
                Map.entry("score", "1000"),
                Map.entry("shim", "auto"),
                Map.entry("shell-env", "strip"),
                Map.entry("fallback", "parent"),
                Map.entry("include", ""),
                Map.entry("exclude", ""),
                Map.entry("nested", "middle"),
                Map.entry("keep-raised", "auto"),
                Map.entry("strays", "raise"),
                Map.entry("existing", "raise"),
                Map.entry("report-kills", "true"),
                Map.entry("guard", "off"),
                Map.entry("jmx", "false"),
                Map.entry("log", "warn")));
    assertThat(Options.read("", new Properties())).isEqualTo(Options.defaults());
  }

  @ParameterizedTest
  @CsvSource({
    "enabled,      true,         true",
    "enabled,      FALSE,        false",
    "enabled,      0,            false",
    "enabled,      No,           false",
    "enabled,      off,          false",
    "jmx,          1,            true",
    "jmx,          yes,          true",
    "jmx,          on,           true",
    "score,        1,            1",
    "score,        1000,         1000",
    "score,        ' 0500 ',     500",
    "shim,         auto,         auto",
    "shim,         sh,           sh",
    "shim,         Native,       native",
    "shim,         parent,       parent",
    "shim,         /opt/My Shim, /opt/My Shim",
    "shell-env,    strip,        strip",
    "shell-env,    restore,      restore",
    "fallback,     parent,       parent",
    "fallback,     none,         none",
    "include,      'a;/b/*; c',  'a;/b/*; c'",
    "exclude,      ' java ',     java",
    "exclude,      a=b,          a=b",
    "exclude,      cat:/bin/sh,  cat:/bin/sh",
    "nested,       middle,       middle",
    "nested,       raised,       raised",
    "strays,       leave,        leave",
    "keep-raised,  auto,         auto",
    "keep-raised,  off,          off",
    "report-kills, false,        false",
    "jmx,          true,         true",
    "log,          off,          off",
    "log,          error,        error",
    "log,          info,         info",
    "log,          debug,        debug",
  })
  void validValues(String key, String given, String expected) {
    Map<String, String> options = defaultsWith(key, expected);
    assertThat(new TreeMap<>(Options.read(key + "=" + given, new Properties()))).isEqualTo(options);
    assertThat(new TreeMap<>(Options.read(null, properties(key, given)))).isEqualTo(options);
  }

  @Test
  void theArgumentWinsOverTheProperty() {
    Properties properties = properties("score", "300", "jmx", "true");
    Map<String, String> options = Options.read(" score = 700 ,, shim=sh,", properties);
    assertThat(options)
        .containsEntry("score", "700")
        .containsEntry("jmx", "true")
        .containsEntry("shim", "sh");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "enabled      | maybe  | true, false                                  | true",
        "enabled      | ''     | true, false                                  | true",
        "score        | 0      | 1 to 1000                                    | 1000",
        "score        | 1001   | 1 to 1000                                    | 1000",
        "score        | -500   | 1 to 1000                                    | 1000",
        "score        | 1e3    | 1 to 1000                                    | 1000",
        "score        | 99999999999 | 1 to 1000                               | 1000",
        "shim         | bash   | auto, sh, native, parent, an absolute path   | auto",
        "shim         | ./shim | auto, sh, native, parent, an absolute path   | auto",
        "shim         | an absolute path | auto, sh, native, parent, an absolute path | auto",
        "shell-env    | keep   | strip, restore                               | strip",
        "fallback     | sh     | parent, none                                 | parent",
        "keep-raised  | on     | auto, off                                    | auto",
        "report-kills | 2      | true, false                                  | true",
        "jmx          | 2      | true, false                                  | false",
        "log          | trace  | off, error, warn, info, debug                | warn",
      })
  void invalidValues(String key, String given, String allowed, String used) throws IOException {
    String rest =
        "=" + given + " is not understood; allowed: " + allowed + "; " + used + " is used";
    assertSays(defaultsWith(null, null), "argument " + key + rest, key + "=" + given);
    assertSays(
        defaultsWith(null, null),
        "openclaw.oom." + key + rest,
        "",
        "-Dopenclaw.oom." + key + "=" + given);
  }

  @Test
  void anInvalidArgumentHidesAValidProperty() throws IOException {
    assertSays(
        defaultsWith(null, null),
        "argument jmx=maybe is not understood; allowed: true, false; false is used",
        "jmx=maybe",
        "-Dopenclaw.oom.jmx=true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scor=500        | argument scor     | score      | 1 to 1000",
        "Score=500       | argument Score    | score      | 1 to 1000",
        "shell_env=strip | argument shell_env | shell-env | strip, restore",
        "excludes=a      | argument excludes | exclude    | globs separated by : or ;",
        "logg            | argument logg     | log        | off, error, warn, info, debug",
      })
  void unknownKeys(String arguments, String what, String nearest, String allowed)
      throws IOException {
    assertSays(
        defaultsWith(null, null),
        what + " is not known; the nearest key is " + nearest + " (" + allowed + ")",
        arguments);
  }

  /** Whoever separates globs by commas is told what does, and loses nothing else. */
  @Test
  void aGlobThatIsTakenForAKey() throws IOException {
    assertSays(
        with(defaultsWith("exclude", "cat"), "log", "info"),
        "argument sh is no key; exclude takes globs separated by : or ;, as in exclude=cat:sh",
        "exclude=cat,sh,log=info");
    assertSays(
        with(defaultsWith("exclude", "cat"), "jmx", "false"),
        "argument jmx has no value; allowed: true, false; false is used",
        "exclude=cat,jmx");
  }

  private static Map<String, String> with(Map<String, String> options, String key, String value) {
    options.put(key, value);
    return options;
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", "=x", " = "})
  void aValueWithoutAKey(String argument) throws IOException {
    assertSays(
        defaultsWith(null, null),
        "argument " + argument + " has no key; key=value is understood",
        argument);
  }

  @Test
  void whatIsQuotedCannotForgeALine() throws IOException {
    assertSays(
        defaultsWith(null, null),
        "argument shim=\\u000a[openclaw-oom] all is well is not understood;"
            + " allowed: auto, sh, native, parent, an absolute path; auto is used",
        "shim=\n[openclaw-oom] all is well");
  }

  @Test
  void unknownProperties() throws IOException {
    assertSays(
        defaultsWith(null, null),
        "openclaw.oom.shm is not known; the nearest key is shim"
            + " (auto, sh, native, parent, an absolute path)",
        "",
        "-Dopenclaw.oom.shm=sh",
        "-Dopenclaw.oom.active=true",
        "-Dopenclaw.other=1");
  }

  @Test
  void aKeyWithoutValue() throws IOException {
    assertSays(
        defaultsWith(null, null),
        "argument jmx has no value; allowed: true, false; false is used",
        "jmx");
    assertSays(
        defaultsWith(null, null),
        "argument include has no value; allowed: globs separated by : or ;; nothing is used",
        "include");
  }

  @Test
  void logOffSilences() throws IOException {
    assertSays(defaultsWith("log", "off"), "", "score=0,log=off,nonsense=1");
    assertSays(defaultsWith("log", "error"), "", "score=0", "-Dopenclaw.oom.log=error");
  }

  /**
   * @param line what is expected on stderr, or empty for nothing
   */
  private static void assertSays(
      Map<String, String> options, String line, String arguments, String... flags)
      throws IOException {
    Run expected =
        new Run(0, options + "\n", line.isEmpty() ? "" : "[openclaw-oom] " + line + "\n");
    assertThat(Run.of(Run.java(ReadOptions.class, List.of(flags), arguments))).isEqualTo(expected);
  }

  /** Reads its argument as the agent's, and its own system properties. */
  static final class ReadOptions {
    public static void main(String[] args) {
      System.out.println(new TreeMap<>(Options.read(args[0], System.getProperties())));
    }
  }
}
