package ai.openclaw.oom.demo.group;

import java.nio.file.Path;
import java.util.List;

/**
 * What a memory group is to be.
 *
 * @param kinds what to try, in this order
 * @param limitMb its limit in MB; there is no swap beyond it
 * @param image the image, if it is a container
 * @param agent the agent jar, which a container must be given
 * @param together whether the kernel is to take all of it with its first victim
 */
public record GroupRequest(
    List<GroupKind> kinds, int limitMb, String image, Path agent, boolean together) {}
