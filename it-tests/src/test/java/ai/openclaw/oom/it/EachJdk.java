package ai.openclaw.oom.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A test that runs once on each JDK found: one row of the matrix. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest(name = "JDK {0}", allowZeroInvocations = true)
@ArgumentsSource(EachJdk.Source.class)
@ExtendWith(Matrix.class)
@interface EachJdk {

  /** The oldest JDK that has what is tested. */
  int from() default 0;

  /** The newest one. */
  int to() default Integer.MAX_VALUE;

  /** Why others have it not. */
  String otherwise() default "";

  /** Gives the JDKs that a test applies to, and notes which it does not. */
  final class Source extends AnnotationBasedArgumentsProvider<EachJdk> {
    @Override
    protected Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext test, EachJdk each) {
      String row = Matrix.row(test.getRequiredTestMethod());
      List<Arguments> applicable = new ArrayList<>();
      for (Jdk jdk : Jdks.all()) {
        if (jdk.major() < each.from() || jdk.major() > each.to()) {
          Matrix.note(test, row, jdk, Matrix.notApplicable(each.otherwise()));
        } else {
          applicable.add(Arguments.of(jdk));
        }
      }
      return applicable.stream();
    }
  }
}
