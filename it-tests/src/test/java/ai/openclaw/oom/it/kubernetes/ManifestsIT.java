package ai.openclaw.oom.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.oom.it.Ci;
import ai.openclaw.oom.it.Tool;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests against the typed model of the API, and the Pod Security Standard. */
class ManifestsIT {
  @ParameterizedTest
  @ValueSource(
      strings = {"init-container.yaml", "image-volume.yaml", "opted-in.yaml", "policy.yaml"})
  void knowsEveryField(String file) throws Exception {
    assertThat(Manifests.read(file)).isNotEmpty().doesNotContainNull();
  }

  /** Else the test above could not fail. */
  @ParameterizedTest
  @CsvSource({
    "init-container.yaml, readOnlyRootFilesystem",
    "init-container.yaml, subPath",
    "init-container.yaml, sizeLimit",
    "image-volume.yaml, pullPolicy",
    "image-volume.yaml, automountServiceAccountToken",
    "opted-in.yaml, matchLabels",
    "policy.yaml, reinvocationPolicy",
    "policy.yaml, applyConfiguration",
    "policy.yaml, messageExpression",
    "policy.yaml, namespaceSelector"
  })
  void findsAMisspeltField(String file, String field) throws Exception {
    String text = Files.readString(Manifests.FOLDER.resolve(file));
    assertThat(text).contains(field + ":");
    String misspelt = field.substring(0, field.length() - 1);
    assertThatThrownBy(() -> Manifests.parse(text.replace(field + ":", misspelt + ":")))
        .hasMessageContaining("Unrecognized property \"" + misspelt + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"init-container.yaml", "image-volume.yaml", "opted-in.yaml"})
  void isRestricted(String file) throws Exception {
    Map<String, Object> pod = Manifests.podOf(file);
    assertThat(Restricted.faults(pod)).isEmpty();
    for (Map<String, Object> container : containers(pod)) {
      assertThat(Manifests.map(container.get("resources"))).containsKeys("requests", "limits");
      assertThat(Manifests.map(container.get("securityContext")))
          .containsEntry("readOnlyRootFilesystem", true);
    }
  }

  private static List<Map<String, Object>> containers(Map<String, Object> pod) {
    Map<String, Object> spec = Manifests.map(pod.get("spec"));
    List<Map<String, Object>> all = new ArrayList<>(Manifests.list(spec.get("initContainers")));
    all.addAll(Manifests.list(spec.get("containers")));
    return all;
  }

  /** One pod that has every fault that the standard knows, so that none is overlooked. */
  @Test
  void findsEveryFaultThatTheStandardNames() {
    String context =
        "{privileged: true, allowPrivilegeEscalation: true, procMount: Unmasked, runAsUser: 0,"
            + " runAsNonRoot: false, capabilities: {add: [SYS_ADMIN], drop: [CHOWN]},"
            + " seccompProfile: {type: Unconfined}, appArmorProfile: {type: Unconfined},"
            + " seLinuxOptions: {type: spc_t, user: u, role: r},"
            + " windowsOptions: {hostProcess: true}}";
    String handler = "{httpGet: {host: example.org, port: 1}}";
    Map<String, Object> pod =
        Manifests.pod(
            Yaml.map(
                "{apiVersion: v1, kind: Pod, metadata: {name: bad, annotations:"
                    + " {container.apparmor.security.beta.kubernetes.io/c: unconfined}},"
                    + " spec: {hostNetwork: true, hostPID: true, hostIPC: true, securityContext:"
                    + " {runAsUser: 0, sysctls: [{name: kernel.msgmax, value: '1'}],"
                    + " seccompProfile: {type: Unconfined}, appArmorProfile: {type: Unconfined},"
                    + " seLinuxOptions: {type: spc_t, user: u, role: r},"
                    + " windowsOptions: {hostProcess: true}},"
                    + " volumes: [{name: v, hostPath: {path: /}}],"
                    + " containers: [{name: c, ports: [{containerPort: 1, hostPort: 1}],"
                    + " livenessProbe: H, readinessProbe: H, startupProbe: H,".replace("H", handler)
                    + " lifecycle: {postStart: H, preStop: H},".replace("H", handler)
                    + " securityContext: "
                    + context
                    + "}]}}"));
    List<String> common =
        List.of(
            "runAsUser",
            "seLinuxOptions.type",
            "seLinuxOptions.user",
            "seLinuxOptions.role",
            "windowsOptions.hostProcess",
            "appArmorProfile",
            "seccompProfile");
    List<String> expected =
        new ArrayList<>(
            List.of(
                "hostNetwork",
                "hostPID",
                "hostIPC",
                "sysctls",
                "container.apparmor.security.beta.kubernetes.io/c",
                "volumes.hostPath",
                "c.privileged",
                "c.allowPrivilegeEscalation",
                "c.procMount",
                "c.capabilities.drop",
                "c.capabilities.add",
                "c.runAsNonRoot",
                "c.hostPort",
                "c.livenessProbe.httpGet.host",
                "c.readinessProbe.httpGet.host",
                "c.startupProbe.httpGet.host",
                "c.postStart.httpGet.host",
                "c.preStop.httpGet.host"));
    common.forEach(name -> expected.addAll(List.of("pod." + name, "c." + name)));
    assertThat(Restricted.faults(pod)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void kustomizeTakesThemTogether() throws Exception {
    Ci.orSkip(Tool.said("sh", "-c", "command -v kubectl || :").length() > 1, "missing: kubectl");
    String all = Tool.said("kubectl", "kustomize", Manifests.FOLDER.toString());
    assertThat(Manifests.parse(all)).hasSize(3 + 6);
  }
}
