package ai.openclaw.oom.it.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchResources;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code policy.yaml}, applied to pods as an API server would. */
final class Policy {
  private static final String FILE = "policy.yaml";

  /** Lists whose elements are known by a key when a configuration is applied; ours name these. */
  private static final Map<String, String> KEYS =
      Map.of(
          "containers", "name",
          "initContainers", "name",
          "env", "name",
          "volumes", "name",
          "volumeMounts", "mountPath");

  private final Expressions expressions = new Expressions();
  private final MutatingAdmissionPolicy mutating;
  private final ValidatingAdmissionPolicy validating;
  private final List<MutatingAdmissionPolicyBinding> bindings = new ArrayList<>();
  private final List<ValidatingAdmissionPolicyBinding> validatingBindings = new ArrayList<>();

  Policy() throws IOException {
    mutating = Manifests.one(FILE, MutatingAdmissionPolicy.class);
    validating = Manifests.one(FILE, ValidatingAdmissionPolicy.class);
    for (Object object : Manifests.read(FILE)) {
      if (object instanceof MutatingAdmissionPolicyBinding binding) {
        bindings.add(binding);
      } else if (object instanceof ValidatingAdmissionPolicyBinding binding) {
        validatingBindings.add(binding);
      }
    }
  }

  /** The pod as it is after all bindings that match have been applied, and checked by the model. */
  Map<String, Object> mutate(Map<String, Object> pod, Map<String, String> namespaceLabels) {
    Map<String, Object> now = Manifests.pod(pod);
    for (MutatingAdmissionPolicyBinding binding : bindings) {
      if (!binding.getSpec().getPolicyName().equals(mutating.getMetadata().getName())) {
        throw new IllegalArgumentException("a binding of another policy");
      }
      if (matches(binding.getSpec().getMatchResources(), now, namespaceLabels)
          && mutating.getSpec().getMatchConditions().stream()
              .allMatch(one -> isTrue(one.getExpression(), pod, Map.of()))) {
        now = Manifests.pod(mutateOnce(now));
      }
    }
    return now;
  }

  private Map<String, Object> mutateOnce(Map<String, Object> pod) {
    Map<String, Object> variables = new LinkedHashMap<>();
    mutating
        .getSpec()
        .getVariables()
        .forEach(one -> put(variables, one.getName(), one.getExpression(), pod));
    String patch = mutating.getSpec().getMutations().get(0).getApplyConfiguration().getExpression();
    return merge(pod, Manifests.map(expressions.evaluate(patch, pod, variables)));
  }

  private void put(
      Map<String, Object> variables, String name, String expression, Map<String, Object> pod) {
    variables.put(name, expressions.evaluate(expression, pod, variables));
  }

  /** What is said of a pod, with the actions that follow, such as {@code Deny: …}. */
  List<String> objections(Map<String, Object> pod, Map<String, String> namespaceLabels) {
    Map<String, Object> variables = new LinkedHashMap<>();
    validating
        .getSpec()
        .getVariables()
        .forEach(one -> put(variables, one.getName(), one.getExpression(), pod));
    List<String> said = new ArrayList<>();
    for (ValidatingAdmissionPolicyBinding binding : validatingBindings) {
      if (matches(binding.getSpec().getMatchResources(), pod, namespaceLabels)) {
        validating.getSpec().getValidations().stream()
            .filter(one -> !isTrue(one.getExpression(), pod, variables))
            .map(one -> expressions.evaluate(one.getMessageExpression(), pod, variables))
            .forEach(text -> said.add(binding.getSpec().getValidationActions() + ": " + text));
      }
    }
    return said;
  }

  private boolean isTrue(
      String expression, Map<String, Object> pod, Map<String, Object> variables) {
    return (Boolean) expressions.evaluate(expression, pod, variables);
  }

  private static boolean matches(
      MatchResources resources, Map<String, Object> pod, Map<String, String> namespaceLabels) {
    Map<String, String> labels = new LinkedHashMap<>();
    Object own = Manifests.map(pod.get("metadata")).get("labels");
    if (own != null) {
      Manifests.map(own).forEach((name, value) -> labels.put(name, (String) value));
    }
    return matches(resources.getObjectSelector(), labels)
        && matches(resources.getNamespaceSelector(), namespaceLabels);
  }

  private static boolean matches(LabelSelector selector, Map<String, String> labels) {
    if (selector == null) {
      return true;
    }
    return labels.entrySet().containsAll(selector.getMatchLabels().entrySet())
        && selector.getMatchExpressions().stream().allMatch(one -> matches(one, labels));
  }

  private static boolean matches(LabelSelectorRequirement one, Map<String, String> labels) {
    return switch (one.getOperator()) {
      case "NotIn" -> !one.getValues().contains(labels.get(one.getKey()));
      case "DoesNotExist" -> !labels.containsKey(one.getKey());
      default -> throw new IllegalArgumentException(one.getOperator());
    };
  }

  /** As a configuration is applied: maps and lists with a key are merged, all else is replaced. */
  private static Map<String, Object> merge(Map<String, Object> old, Map<String, Object> more) {
    Map<String, Object> merged = new LinkedHashMap<>(old);
    more.forEach(
        (name, value) -> {
          Object now = merged.get(name);
          if (value instanceof Map && now instanceof Map) {
            merged.put(name, merge(Manifests.map(now), Manifests.map(value)));
          } else if (KEYS.containsKey(name)) {
            merged.put(name, merge(Manifests.list(now), Manifests.list(value), KEYS.get(name)));
          } else {
            merged.put(name, value);
          }
        });
    return merged;
  }

  private static List<Map<String, Object>> merge(
      List<Map<String, Object>> old, List<Map<String, Object>> more, String key) {
    Map<Object, Map<String, Object>> byKey = new LinkedHashMap<>();
    old.forEach(element -> byKey.put(element.get(key), element));
    more.forEach(
        element -> byKey.merge(element.get(key), element, (now, added) -> merge(now, added)));
    return new ArrayList<>(byKey.values());
  }
}
