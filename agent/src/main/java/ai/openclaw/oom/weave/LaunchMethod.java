package ai.openclaw.oom.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Weaves the one place where {@code ProcessImpl}'s constructor says by which program the JDK starts
 * a command. In the words of Java:
 *
 * <pre>{@code
 * forkAndExec(launchMechanism.ordinal() + 1, helperpath, …)
 * forkAndExec(launchMechanism.ordinal() + 1, gate("relay S", {launchMechanism, helperpath})[0], …)
 * }</pre>
 *
 * <p>It is the same in JDK 9 to 27. Code that looks otherwise is left as it is: the engine notices
 * that it was not asked.
 */
final class LaunchMethod extends GateCalls {
  private static final String MECHANISM = "launchMechanism";
  private static final String PATH = "helperpath";
  private static final String BYTES = "[B";

  /** Null until the field was seen, which comes first. */
  private String mechanismType;

  LaunchMethod(MethodVisitor next, Surface surface, boolean gateIsField) {
    super(next, surface, gateIsField);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    super.visitFieldInsn(opcode, owner, name, descriptor);
    if (opcode != Opcodes.GETSTATIC || !owner.equals(surface.owner)) {
      return;
    }
    if (name.equals(MECHANISM) && descriptor.startsWith("L")) {
      mechanismType = descriptor;
    } else if (name.equals(PATH) && descriptor.equals(BYTES) && mechanismType != null) {
      askForPath();
    }
  }

  private void askForPath() {
    super.visitFieldInsn(Opcodes.GETSTATIC, surface.owner, MECHANISM, mechanismType);
    super.visitInsn(Opcodes.SWAP);
    bothIntoArray();
    beginGateCall("relay");
    endGateCallOfArrayBelow();
    fromArray(0, Type.getType(BYTES));
  }
}
