package ai.openclaw.oom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolsTest {

  private static Told told(String... args) {
    return Told.by(new File("/"), Map.of(), new Verb[] {new Greet()}, args);
  }

  @Test
  void helpNamesEveryToolAndTheExitCodes() {
    Told help = told("--help");
    assertThat(help.exit()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).contains("  greet ", "3 not done");
    assertThat(told()).isEqualTo(help);
    assertThat(told("help")).isEqualTo(help);
  }

  @Test
  void aToolsHelpShowsOptionsAndExamples() {
    Told help = told("greet", "--help");
    assertThat(help.exit()).isZero();
    assertThat(help.out())
        .startsWith("Usage: java -jar openclaw-oom-agent.jar greet [--as NAME] WHOM\n")
        .contains("  --as NAME  ", "example: greet you\n");
    assertThat(told("help", "greet")).isEqualTo(help);
  }

  @Test
  void runsATool() {
    assertThat(told("greet", "--as", "me", "you")).isEqualTo(new Told(1, "me: you\n", ""));
    assertThat(told("greet", "--as=me", "--", "--you")).isEqualTo(new Told(1, "me: --you\n", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "grete you,             not known: grete you",
    "--versions,            not known: --versions",
    "greet --az me you,     greet: not known: --az",
    "greet --a me you,      greet: not known: --a",
    "greet you --as,        greet: --as needs a value",
    "greet,                 greet: whom?",
  })
  void wrongUsageNamesTheArgument(String line, String said) {
    Told told = told(line.split(" "));
    assertThat(told.exit()).isEqualTo(2);
    assertThat(told.out()).isEmpty();
    assertThat(told.err()).startsWith(said + "\n");
  }

  @Test
  void whatFailsIsNotDone() {
    assertThat(told("greet", "nobody"))
        .isEqualTo(new Told(3, "", "greet: java.io.IOException: nobody there\n"));
  }

  private static final class Greet extends Verb {
    Greet() {
      super("greet", "[--as NAME] WHOM", "says hello", "example: greet you");
    }

    @Override
    Options options() {
      return new Options().addOption(valued("as", "NAME", "who says it"));
    }

    @Override
    int run(CommandLine line, Surroundings around) throws WrongUsage, IOException {
      if (line.getArgList().isEmpty()) {
        throw new WrongUsage("whom?");
      }
      if (line.getArgList().contains("nobody")) {
        throw new IOException("nobody there");
      }
      around.out.println(line.getOptionValue("as") + ": " + line.getArgList().get(0));
      return ExitCode.LIMITED;
    }
  }
}
