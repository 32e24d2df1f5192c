package ai.openclaw.oom.it.kubernetes;

import static ai.openclaw.oom.it.kubernetes.Manifests.list;
import static ai.openclaw.oom.it.kubernetes.Manifests.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The Pod Security Standard "restricted", which includes "baseline", field by field as its text has
 * them (Kubernetes 1.34). Volumes made of images are among the allowed since 1.33.
 */
final class Restricted {
  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "image",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private static final Set<String> SYSCTLS =
      Set.of(
          "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range",
          "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies",
          "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports",
          "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
          "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes");

  private static final Set<String> SELINUX_TYPES =
      Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");

  private static final Set<String> PROFILES = Set.of("RuntimeDefault", "Localhost");

  private final List<String> faults = new ArrayList<>();

  private Restricted() {}

  /** Every field of a pod that the standard forbids as it is. */
  static List<String> faults(Map<String, Object> pod) {
    Restricted restricted = new Restricted();
    restricted.pod(pod);
    return restricted.faults;
  }

  private void pod(Map<String, Object> pod) {
    Map<String, Object> spec = map(pod.get("spec"));
    Map<String, Object> context = sub(spec, "securityContext");
    for (String name : List.of("hostNetwork", "hostPID", "hostIPC")) {
      no(spec.get(name) == null || spec.get(name).equals(false), name);
    }
    common("pod.", context);
    String seccomp = profile(context, "seccompProfile");
    no(seccomp == null || PROFILES.contains(seccomp), "pod.seccompProfile");
    list(context.get("sysctls")).forEach(one -> no(SYSCTLS.contains(one.get("name")), "sysctls"));
    sub(pod, "metadata", "annotations")
        .forEach(
            (name, value) ->
                no(
                    !name.startsWith("container.apparmor.security.beta.kubernetes.io/")
                        || value.equals("runtime/default")
                        || value.toString().startsWith("localhost/"),
                    name));
    for (Map<String, Object> volume : list(spec.get("volumes"))) {
      volume.keySet().stream()
          .filter(key -> !key.equals("name"))
          .forEach(type -> no(VOLUMES.contains(type), "volumes." + type));
    }
    for (String kind : List.of("initContainers", "containers", "ephemeralContainers")) {
      list(spec.get(kind)).forEach(container -> container(container, context));
    }
  }

  private void container(Map<String, Object> container, Map<String, Object> pod) {
    String name = container.get("name") + ".";
    Map<String, Object> own = sub(container, "securityContext");
    common(name, own);
    no(own.get("privileged") == null || own.get("privileged").equals(false), name + "privileged");
    no(
        Boolean.FALSE.equals(own.get("allowPrivilegeEscalation")),
        name + "allowPrivilegeEscalation");
    no(own.get("procMount") == null || own.get("procMount").equals("Default"), name + "procMount");
    Map<String, Object> capabilities = sub(own, "capabilities");
    no(strings(capabilities.get("drop")).contains("ALL"), name + "capabilities.drop");
    no(
        Set.of("NET_BIND_SERVICE").containsAll(strings(capabilities.get("add"))),
        name + "capabilities.add");
    Object asNonRoot = Objects.requireNonNullElse(own.get("runAsNonRoot"), isTrue(pod));
    no(asNonRoot.equals(true), name + "runAsNonRoot");
    String seccomp = profile(own, "seccompProfile");
    String seccompOfPod = profile(pod, "seccompProfile");
    // Set.of has no null.
    String profile = seccomp != null ? seccomp : seccompOfPod != null ? seccompOfPod : "";
    no(PROFILES.contains(profile), name + "seccompProfile");
    list(container.get("ports"))
        .forEach(
            port -> no(Set.of(0).contains(port.getOrDefault("hostPort", 0)), name + "hostPort"));
    for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      hosts(sub(container, probe), name + probe);
    }
    for (String hook : List.of("postStart", "preStop")) {
      hosts(sub(container, "lifecycle", hook), name + hook);
    }
  }

  private static boolean isTrue(Map<String, Object> pod) {
    return Boolean.TRUE.equals(pod.get("runAsNonRoot"));
  }

  private void hosts(Map<String, Object> handler, String name) {
    for (String way : List.of("httpGet", "tcpSocket")) {
      Object host = sub(handler, way).getOrDefault("host", "");
      no(Set.of("", "127.0.0.1", "::1").contains(host), name + "." + way + ".host");
    }
  }

  /** What both kinds of security contexts have. */
  private void common(String where, Map<String, Object> context) {
    no(!Long.valueOf(0).equals(context.get("runAsUser")), where + "runAsUser");
    Map<String, Object> selinux = sub(context, "seLinuxOptions");
    no(SELINUX_TYPES.contains(selinux.getOrDefault("type", "")), where + "seLinuxOptions.type");
    no(selinux.getOrDefault("user", "").equals(""), where + "seLinuxOptions.user");
    no(selinux.getOrDefault("role", "").equals(""), where + "seLinuxOptions.role");
    Object hostProcess = sub(context, "windowsOptions").getOrDefault("hostProcess", false);
    no(hostProcess.equals(false), where + "windowsOptions.hostProcess");
    String appArmor = profile(context, "appArmorProfile");
    no(appArmor == null || PROFILES.contains(appArmor), where + "appArmorProfile");
  }

  private static String profile(Map<String, Object> context, String kind) {
    return (String) sub(context, kind).get("type");
  }

  private static Map<String, Object> sub(Map<String, Object> map, String... names) {
    Map<String, Object> at = map;
    for (String name : names) {
      at = at.get(name) == null ? Map.of() : map(at.get(name));
    }
    return at;
  }

  private static List<?> strings(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  private void no(boolean allowed, String field) {
    if (!allowed) {
      faults.add(field);
    }
  }
}
