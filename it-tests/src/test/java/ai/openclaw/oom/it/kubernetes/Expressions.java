package ai.openclaw.oom.it.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelException;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.values.CelValueProvider;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.HomogeneousLiteralValidator;
import io.fabric8.kubernetes.api.model.Pod;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates the expressions of admission policies on pods, with the libraries that the API server's
 * environment has and ours need: the standard, its macros, optionals, strings.
 *
 * <p>What differs from the API server: the types {@code Object…} have the fields of fabric8's model
 * of a pod, so that a misspelt one is found when the expression is compiled and not when the patch
 * is applied. No limit of costs is kept. What a variable is, is found by evaluating it at once.
 */
final class Expressions {
  private static final String ROOT = "Object";
  private static final CelType ANYTHING = MapType.create(SimpleType.STRING, SimpleType.DYN);

  private final Cel cel;
  private final CelValidator validator;
  private final Map<String, CelRuntime.Program> programs = new HashMap<>();

  /**
   * Lists of one type: an option that is deprecated for a validator, which would be more to set up.
   */
  @SuppressWarnings("deprecation")
  Expressions() {
    cel =
        CelFactory.plannerCelBuilder()
            .setOptions(
                CelOptions.current()
                    .enableOptionalSyntax(true)
                    .enableHeterogeneousNumericComparisons(true)
                    .build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addCompilerLibraries(CelExtensions.optional(), CelExtensions.strings())
            .addRuntimeLibraries(CelExtensions.optional(), CelExtensions.strings())
            .setTypeProvider(new PodTypes())
            .setValueProvider(new PodValues())
            .addVar("object", SimpleType.DYN)
            .addVar("variables", ANYTHING)
            .build();
    validator =
        CelValidatorFactory.standardCelValidatorBuilder(cel)
            .addAstValidators(HomogeneousLiteralValidator.newInstance())
            .build();
  }

  Object evaluate(String expression, Map<String, Object> object, Map<String, Object> variables) {
    try {
      CelRuntime.Program program = programs.get(expression);
      if (program == null) {
        program = compile(expression);
        programs.put(expression, program);
      }
      return program.eval(Map.of("object", object, "variables", variables));
    } catch (CelException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private CelRuntime.Program compile(String expression) throws CelException {
    CelAbstractSyntaxTree checked = cel.compile(expression).getAst();
    return cel.createProgram(validator.validate(checked).getAst());
  }

  /** An object that an expression has made; it knows its type. */
  static final class Made extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1;
    private final String type;

    private Made(String type, Map<String, Object> fields) {
      super(fields);
      this.type = type;
    }

    @Override
    public boolean equals(Object other) {
      return super.equals(other);
    }

    @Override
    public int hashCode() {
      return super.hashCode();
    }
  }

  /** {@code Object.spec.containers} is what {@code spec.containers} of a pod holds. */
  private static final class PodTypes implements CelTypeProvider {
    @Override
    public ImmutableList<CelType> types() {
      return ImmutableList.of();
    }

    @Override
    public Optional<CelType> findType(String name) {
      String[] path = name.split("\\.");
      if (!path[0].equals(ROOT)) {
        return Optional.empty();
      }
      Class<?> type = Pod.class;
      for (int i = 1; i < path.length; i++) {
        Optional<Field> field = field(type, path[i]);
        if (field.isEmpty()) {
          return Optional.empty();
        }
        type = elementOf(field.get().getGenericType());
      }
      Class<?> found = type;
      ImmutableSet<String> names =
          Arrays.stream(found.getDeclaredFields())
              .map(Field::getName)
              .map(PodTypes::inJson)
              .collect(ImmutableSet.toImmutableSet());
      return Optional.of(StructType.create(name, names, field -> Optional.of(SimpleType.DYN)));
    }

    private static Optional<Field> field(Class<?> type, String name) {
      return Arrays.stream(type.getDeclaredFields())
          .filter(field -> inJson(field.getName()).equals(name))
          .findFirst();
    }

    /** Keywords of Java have an underscore more. */
    private static String inJson(String name) {
      return name.startsWith("_") ? name.substring(1) : name;
    }

    private static Class<?> elementOf(Type type) {
      return type instanceof ParameterizedType list
          ? elementOf(list.getActualTypeArguments()[list.getActualTypeArguments().length - 1])
          : (Class<?>) type;
    }
  }

  /** As the API server does, it checks that an object is put where its type says. */
  private static final class PodValues implements CelValueProvider {
    @Override
    public Optional<Object> newValue(String type, Map<String, Object> fields) {
      if (!type.equals(ROOT) && !type.startsWith(ROOT + ".")) {
        return Optional.empty();
      }
      fields.forEach((name, value) -> check(type + "." + name, value));
      return Optional.of(new Made(type, fields));
    }

    private static void check(String expected, Object value) {
      if (value instanceof List<?> list) {
        list.forEach(element -> check(expected, element));
      } else if (value instanceof Made made && !made.type.equals(expected)) {
        throw new IllegalArgumentException(made.type + " where " + expected + " belongs");
      }
    }
  }
}
