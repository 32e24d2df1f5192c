package ai.openclaw.oom.weave;

import ai.openclaw.oom.hook.Event;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Weaves the one place where {@code ProcessImpl}'s constructor says by which program the JDK starts
 * a command. In the words of Java:
 *
 * <pre>{@code
 * forkAndExec(launchMechanism.ordinal() + 1, helperpath, …)
 * forkAndExec(launchMechanism.ordinal() + 1, openclaw$launch(helperpath, launchMechanism), …)
 * }</pre>
 *
 * <p>In a class that was loaded before us, what that method does stands in its place, but for the
 * handler: with values on the stack there can be none.
 *
 * <p>It is the same in JDK 9 to 27. Code that looks otherwise is left as it is: the hook notices
 * that it was not asked.
 */
final class LaunchMethod extends GateCalls {
  private static final String MECHANISM = "launchMechanism";
  private static final String PATH = "helperpath";
  private static final String BYTES = "[B";
  private static final int DEEPEST = 7;

  /** Null until the field was seen, which comes first. */
  private String mechanismType;

  LaunchMethod(MethodVisitor next, Surface surface, boolean hasMembers) {
    super(next, surface, hasMembers);
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
      super.visitFieldInsn(Opcodes.GETSTATIC, surface.owner, MECHANISM, mechanismType);
      if (hasMembers) {
        GateMembers.callLaunch(mv, surface);
      } else {
        askForPath();
      }
    }
  }

  private void askForPath() {
    // path, mechanism -> array, array, path, array, mechanism
    newArray(2);
    super.visitInsn(Opcodes.DUP_X2);
    super.visitInsn(Opcodes.DUP_X2);
    super.visitInsn(Opcodes.SWAP);
    push(1);
    super.visitInsn(Opcodes.SWAP);
    super.visitInsn(Opcodes.AASTORE);
    push(0);
    super.visitInsn(Opcodes.SWAP);
    super.visitInsn(Opcodes.AASTORE);
    // array -> array, array, gate, event -> array, gate, event, array
    super.visitInsn(Opcodes.DUP);
    beginGateCall(Event.LAUNCH);
    super.visitInsn(Opcodes.DUP2_X1);
    super.visitInsn(Opcodes.POP2);
    endGateCall();
    fromArray(0, Type.getType(BYTES));
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + DEEPEST, maxLocals);
  }
}
