package ai.openclaw.oom.probe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs all cases of the groups that are named by its arguments. */
public final class Probe {

  private Probe() {}

  public static void main(String[] groups) throws Exception {
    for (String group : groups) {
      for (Method method : cases(group)) {
        System.out.println(">>> " + group + "." + method.getName());
        System.out.println(transcript(method));
      }
    }
  }

  /**
   * The cases of a group in a fixed order.
   *
   * @param group simple name of a class in this package
   */
  public static List<Method> cases(String group) throws ClassNotFoundException {
    List<Method> cases = new ArrayList<>();
    for (Method method : Class.forName("ai.openclaw.oom.probe." + group).getMethods()) {
      if (Modifier.isStatic(method.getModifiers())) {
        cases.add(method);
      }
    }
    cases.sort(Comparator.comparing(Method::getName));
    return cases;
  }

  /**
   * Whether a case is meant to show no child's score.
   *
   * @param name as it is printed: group, point, method
   */
  public static boolean isUnscored(String name) {
    try {
      Class<?> group = Class.forName("ai.openclaw.oom.probe." + name.split("\\.")[0]);
      return group.isAnnotationPresent(Unscored.class)
          || group.getMethod(name.split("\\.")[1]).isAnnotationPresent(Unscored.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private static String transcript(Method method) throws IllegalAccessException {
    try {
      return (String) method.invoke(null);
    } catch (InvocationTargetException e) {
      return Text.of(e.getCause());
    }
  }
}
