package ai.openclaw.oom.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightTest {
  @ParameterizedTest(name = "{0} shows {1} at {2}")
  @CsvSource({
    "/,            /,            ''",
    "/,            /a/b,         /a/b",
    "/a,           /a,           ''",
    "/a,           /a/b,         /b",
    "/..,          /../x,        /x",
    "/..,          /..,          ''",
    "/../x,        /../x/y,      /y",
    "/,            /..a/b,       /..a/b",
  })
  void knowsTheWayDown(String mounted, String group, String way) {
    assertThat(Sight.wayDown(mounted, group)).isEqualTo(way);
    assertThat(Sight.isAbove(mounted, group)).isFalse();
  }

  @ParameterizedTest(name = "{0} is above {1}")
  @CsvSource({"/.., /", "/.., /a", "/../.., /../a", "/../.., /"})
  void knowsWhatIsAboveByAnUnknownWay(String mounted, String group) {
    assertThat(Sight.wayDown(mounted, group)).isNull();
    assertThat(Sight.isAbove(mounted, group)).isTrue();
  }

  @ParameterizedTest(name = "{0} does not show {1}")
  @CsvSource({
    "/,            /..",
    "/,            /../x",
    "/a,           /",
    "/a,           /ab",
    "/a/b,         /a/c",
    "/../x,        /",
    "/../x,        /../xy",
    "/../x,        /a",
    "/,            /a/../../etc",
    "/,            /a//b",
    "/,            /a/./b",
    "a,            /a",
    "'',           a",
  })
  void seesNothingElse(String mounted, String group) {
    assertThat(Sight.wayDown(mounted, group)).isNull();
    assertThat(Sight.isAbove(mounted, group)).isFalse();
  }
}
