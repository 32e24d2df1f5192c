package ai.openclaw.oom.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
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

  /** The newest JDK that has what is tested. */
  int to() default Integer.MAX_VALUE;

  /** Why a newer one has it not. */
  String otherwise() default "";

  /** Gives the JDKs that a test applies to, and notes which it does not. */
  final class Source extends AnnotationBasedArgumentsProvider<EachJdk> {
    @Override
    protected Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext test, EachJdk each) {
      String row = Matrix.row(test.getRequiredTestMethod());
      for (Jdk jdk : Jdks.all()) {
        if (jdk.major() > each.to()) {
          Matrix.note(test, row, jdk, "n/a (" + each.otherwise() + ")");
        }
      }
      return Jdks.all().stream().filter(jdk -> jdk.major() <= each.to()).map(Arguments::of);
    }
  }
}
