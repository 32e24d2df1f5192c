package ai.openclaw.oom.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the policy's own expressions make of pods. */
class PolicyIT {
  private static final String LABEL = "openclaw.ai/oom-agent";
  private static final String OPTION = "-javaagent:/openclaw/openclaw-oom-agent.jar=guard=auto";
  private static final Map<String, String> NO_LABELS = Map.of();
  private static final Map<String, String> NAMESPACE_OPTS_IN = Map.of(LABEL, "true");

  /** What a chosen container gets beside the variable. */
  private static final Map<String, Object> MOUNT =
      Yaml.map("{name: openclaw-oom-agent, mountPath: /openclaw, subPath: agent, readOnly: true}");

  private static Policy policy;

  @BeforeAll
  static void read() throws IOException {
    policy = new Policy();
  }

  /** A pod with a container "app" that has FIELDS; others, and more of the pod, may follow. */
  private static Map<String, Object> pod(String label, String fields, String more) {
    return Manifests.pod(
        Yaml.map(
            "{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {%s}}, spec: {%s containers: [{name: app, image: i%s}]}}"
                .formatted(
                    label.isEmpty() ? "" : LABEL + ": '" + label + "'",
                    more.isEmpty() ? "" : more + ",",
                    fields.isEmpty() ? "" : ", " + fields)));
  }

  private Map<String, Object> mutated(Map<String, Object> pod) {
    return policy.mutate(pod, NO_LABELS);
  }

  private static Map<String, Object> spec(Map<String, Object> pod) {
    return Manifests.map(pod.get("spec"));
  }

  private static Map<String, Object> container(Map<String, Object> pod, String name) {
    return Manifests.list(spec(pod).get("containers")).stream()
        .filter(one -> one.get("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Object toolOptions(Map<String, Object> pod) {
    List<Object> values =
        Manifests.list(container(pod, "app").get("env")).stream()
            .filter(one -> one.get("name").equals("JAVA_TOOL_OPTIONS"))
            .map(one -> one.get("value"))
            .toList();
    assertThat(values).hasSize(1);
    return values.get(0);
  }

  /** All that is added, and nothing else. */
  @Test
  void addsVariableMountVolumeAndInitContainer() {
    Map<String, Object> before = pod("true", "", "");
    Map<String, Object> after = mutated(before);
    Map<String, Object> expected =
        Manifests.pod(
            Yaml.map(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: p, labels: {openclaw.ai/oom-agent: "true"}}
                spec:
                  initContainers:
                    - name: openclaw-oom-agent
                      image: registry.example/openclaw-oom-agent:1.0.0
                      args: [install, /target/agent]
                      securityContext:
                        runAsNonRoot: true
                        allowPrivilegeEscalation: false
                        readOnlyRootFilesystem: true
                        capabilities: {drop: [ALL]}
                        seccompProfile: {type: RuntimeDefault}
                      resources:
                        requests: {cpu: 10m, memory: 16Mi}
                        limits: {cpu: 10m, memory: 16Mi}
                      volumeMounts: [{name: openclaw-oom-agent, mountPath: /target}]
                  containers:
                    - name: app
                      image: i
                      env:
                        - name: JAVA_TOOL_OPTIONS
                          value: -javaagent:/openclaw/openclaw-oom-agent.jar=guard=auto
                      volumeMounts:
                        - {name: openclaw-oom-agent, mountPath: /openclaw, subPath: agent, readOnly: true}
                  volumes:
                    - name: openclaw-oom-agent
                      emptyDir: {sizeLimit: 8Mi}
                """));
    assertThat(after).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "-Xmx1g, -Xmx1g -javaagent:/openclaw/openclaw-oom-agent.jar=guard=auto",
    "$(JAVA_TOOL_OPTIONS), $(JAVA_TOOL_OPTIONS) -javaagent:/openclaw/openclaw-oom-agent.jar=guard=auto",
    "'', -javaagent:/openclaw/openclaw-oom-agent.jar=guard=auto"
  })
  void appendsToWhatIsSet(String value, String expected) {
    String env = "env: [{name: A, value: a}, {name: JAVA_TOOL_OPTIONS, value: '%s'}]";
    Map<String, Object> after = mutated(pod("true", env.formatted(value), ""));
    assertThat(toolOptions(after)).isEqualTo(expected);
    assertThat(Manifests.list(container(after, "app").get("env"))).hasSize(2);
    assertThat(policy.objections(after, NO_LABELS)).isEmpty();
  }

  @Test
  void changesNothingTheSecondTime() throws IOException {
    for (Map<String, Object> pod : List.of(pod("true", "", ""), Manifests.podOf("opted-in.yaml"))) {
      Map<String, Object> once = mutated(pod);
      assertThat(once).isNotEqualTo(pod);
      assertThat(mutated(once)).isEqualTo(once);
      assertThat(policy.mutate(once, NAMESPACE_OPTS_IN)).isEqualTo(once);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true,  false, true",
    "true,  true,  true",
    "'',    true,  true",
    "'',    false, false",
    "false, true,  false",
    "false, false, false",
    "yes,   false, false"
  })
  void isAskedForByLabels(String ofPod, boolean ofNamespace, boolean expected) {
    Map<String, Object> before = pod(ofPod, "", "");
    Map<String, Object> after = policy.mutate(before, ofNamespace ? NAMESPACE_OPTS_IN : NO_LABELS);
    assertThat(!after.equals(before)).isEqualTo(expected);
  }

  @Test
  void leavesOutWhatTheAnnotationNamesAndInitContainers() throws IOException {
    Map<String, Object> before = Manifests.podOf("opted-in.yaml");
    Map<String, Object> spec = spec(before);
    spec.put(
        "initContainers",
        List.of(
            Yaml.map("{name: mine, image: i}"),
            Yaml.map("{name: sidecar, image: i, restartPolicy: Always}")));
    Map<String, Object> after = mutated(before);
    assertThat(container(after, "metrics")).isEqualTo(container(before, "metrics"));
    assertThat(Manifests.list(container(after, "gateway").get("volumeMounts"))).contains(MOUNT);
    assertThat(Manifests.list(spec(after).get("initContainers")))
        .extracting(one -> one.get("name"))
        .containsExactly("mine", "sidecar", "openclaw-oom-agent");
    assertThat(Manifests.list(spec(after).get("initContainers")).subList(0, 2))
        .isEqualTo(spec.get("initContainers"));
  }

  @Test
  void staysRestricted() throws IOException {
    Map<String, Object> after = mutated(Manifests.podOf("opted-in.yaml"));
    assertThat(Restricted.faults(after)).isEmpty();
    assertThat(spec(after)).containsKey("initContainers");
  }

  /** As OpenShift, or whoever wrote the manifest, has chosen. Root's pods start, too. */
  @ParameterizedTest
  @CsvSource({
    "'',                               'securityContext: {runAsUser: 1000650000}', 1000650000, true",
    "'securityContext: {runAsUser: 7}','',                                         7,          true",
    "'securityContext: {runAsUser: 7}','securityContext: {runAsUser: 8}',          7,          true",
    "'',                               'securityContext: {runAsUser: 0}',          0,          false",
    "'',                               '',                                         ,           true"
  })
  void copiesAsTheUserOfTheService(String container, String pod, Long user, boolean asNonRoot) {
    Map<String, Object> after = mutated(pod("true", container, pod));
    Map<String, Object> context =
        Manifests.map(
            Manifests.list(spec(after).get("initContainers")).get(0).get("securityContext"));
    assertThat(context.get("runAsUser")).isEqualTo(user);
    assertThat(context).containsEntry("runAsNonRoot", asNonRoot);
  }

  /** Where the variable comes from cannot be seen; to set it would drop what it holds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "env: [{name: JAVA_TOOL_OPTIONS, valueFrom: {configMapKeyRef: {name: m, key: k}}}] |"
            + " JAVA_TOOL_OPTIONS comes from valueFrom",
        "envFrom: [{configMapRef: {name: m}}] | its envFrom may set JAVA_TOOL_OPTIONS"
      })
  void refusesWhereTheVariableComesFromElsewhere(String fields, String why) {
    Map<String, Object> asked = pod("true", fields, "");
    assertThat(mutated(asked)).isEqualTo(asked);
    assertThat(policy.objections(asked, NO_LABELS))
        .singleElement()
        .asString()
        .startsWith("[Deny]: no agent can be added to app: ")
        .contains(why);
    Map<String, Object> notAsked = pod("", fields, "");
    assertThat(policy.mutate(notAsked, NAMESPACE_OPTS_IN)).isEqualTo(notAsked);
    assertThat(policy.objections(notAsked, NAMESPACE_OPTS_IN))
        .singleElement()
        .asString()
        .startsWith("[Warn, Audit]: no agent can be added to app: ");
    assertThat(policy.objections(notAsked, NO_LABELS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env: [{name: JAVA_TOOL_OPTIONS, value: '-javaagent:/opt/openclaw-oom-agent.jar'}]",
        "volumeMounts: [{name: v, mountPath: /openclaw}]"
      })
  void leavesAloneWhoHasTheAgentOrThePathAlready(String fields) {
    Map<String, Object> before = pod("true", fields, "");
    assertThat(mutated(before)).isEqualTo(before);
  }

  @Test
  void leavesWindowsAlone() {
    Map<String, Object> before = pod("true", "", "os: {name: windows}");
    assertThat(mutated(before)).isEqualTo(before);
  }

  /** Else nobody would know that the expressions are looked at as they should be. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Object{spec: Object.spec{container: []}} | undefined field 'container'",
        "Object{spec: Object.spec.volumes{name: 'x'}} | Object.spec.volumes where Object.spec",
        "Object.spec.nothing{} | undeclared reference to 'Object",
        "object.spec.containers.filter(c, c.nam == 'x') | key 'nam' is not present in map",
        "['a', 1] | expected type 'string' but found 'int'"
      })
  void findsFaultsInExpressions(String expression, String said) {
    assertThatThrownBy(() -> new Expressions().evaluate(expression, pod("true", "", ""), Map.of()))
        .hasStackTraceContaining(said);
  }

  @Test
  void givesWhatTheManifestsSay() throws IOException {
    Map<String, Object> by = mutated(Manifests.podOf("opted-in.yaml"));
    Map<String, Object> hand = Manifests.podOf("init-container.yaml");
    assertThat(Manifests.list(container(hand, "gateway").get("volumeMounts"))).contains(MOUNT);
    assertThat(Manifests.list(container(hand, "gateway").get("env")))
        .contains(Map.of("name", "JAVA_TOOL_OPTIONS", "value", OPTION));
    assertThat(Manifests.list(spec(hand).get("initContainers")).get(0))
        .extractingByKeys("name", "image", "args", "resources", "volumeMounts")
        .isEqualTo(
            List.of("name", "image", "args", "resources", "volumeMounts").stream()
                .map(Manifests.list(spec(by).get("initContainers")).get(0)::get)
                .toList());
  }
}
