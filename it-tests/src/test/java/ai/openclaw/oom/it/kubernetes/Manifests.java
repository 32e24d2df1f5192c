package ai.openclaw.oom.it.kubernetes;

import ai.openclaw.oom.it.Places;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** Reads manifests into fabric8's model. What that does not know is an error. */
final class Manifests {
  static final Path FOLDER = Places.REPOSITORY.resolve("demo-app/kubernetes");

  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "v1 Pod", Pod.class,
          "apps/v1 Deployment", Deployment.class,
          "admissionregistration.k8s.io/v1 MutatingAdmissionPolicy", MutatingAdmissionPolicy.class,
          "admissionregistration.k8s.io/v1 MutatingAdmissionPolicyBinding",
              MutatingAdmissionPolicyBinding.class,
          "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy",
              ValidatingAdmissionPolicy.class,
          "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding",
              ValidatingAdmissionPolicyBinding.class);

  /** The model keeps what it does not know. Without these setters it has no place for it. */
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
                  return false;
                }
              })
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(
              all -> all.withValueInclusion(JsonInclude.Include.NON_EMPTY))
          .build();

  private Manifests() {}

  /** The objects of a file, in their order. */
  static List<Object> read(String file) throws IOException {
    return parse(Files.readString(FOLDER.resolve(file)));
  }

  static List<Object> parse(String yaml) {
    List<Object> objects = new ArrayList<>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      Map<?, ?> map = (Map<?, ?>) document;
      Class<?> type = KINDS.get(map.get("apiVersion") + " " + map.get("kind"));
      if (type == null) {
        throw new IllegalArgumentException("unknown: " + map.get("apiVersion") + map.get("kind"));
      }
      objects.add(STRICT.convertValue(map, type));
    }
    return objects;
  }

  /** The one object of its kind in a file. */
  static <T> T one(String file, Class<T> type) throws IOException {
    List<T> found = read(file).stream().filter(type::isInstance).map(type::cast).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(found.size() + " of " + type + " in " + file);
    }
    return found.get(0);
  }

  /** The pod that a deployment's template stands for. */
  static Map<String, Object> podOf(String file) throws IOException {
    Map<String, Object> template =
        map(STRICT.convertValue(one(file, Deployment.class).getSpec().getTemplate(), Map.class));
    template.put("apiVersion", "v1");
    template.put("kind", "Pod");
    return template;
  }

  /** An object of the API as its JSON, once it has gone through the model. */
  static Map<String, Object> pod(Map<String, Object> pod) {
    return map(STRICT.convertValue(STRICT.convertValue(pod, Pod.class), Map.class));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> list(Object value) {
    return value == null ? List.of() : (List<Map<String, Object>>) value;
  }
}
