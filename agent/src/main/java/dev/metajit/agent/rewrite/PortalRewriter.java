package dev.metajit.agent.rewrite;

import dev.metajit.driver.MethodCode;
import dev.metajit.driver.Portal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Rewrites the class of a portal: puts the hook in, and adds a static method that goes on at the
 * merge point from a state. A portal that HotSpot compiles is never made so long that it no longer
 * would.
 */
public final class PortalRewriter {
  private final byte[] original;
  private final boolean mayAddMethods;

  /**
   * A rewriter for one class.
   *
   * @param original the class file
   * @param mayAddMethods false if the class is loaded already, so that its methods must stay the
   *     same
   */
  public PortalRewriter(byte[] original, boolean mayAddMethods) {
    this.original = original;
    this.mayAddMethods = mayAddMethods;
  }

  /** The same portal, knowing whether a resume method will be there. */
  public Portal planned(Portal portal) {
    boolean isSynchronized = (portal.access() & Opcodes.ACC_SYNCHRONIZED) != 0;
    return portal.withResume(mayAddMethods && !isSynchronized && allowsStaticMethods());
  }

  private boolean allowsStaticMethods() {
    ClassReader reader = new ClassReader(original);
    int version = reader.readUnsignedShort(6);
    return (reader.getAccess() & Opcodes.ACC_INTERFACE) == 0 || version >= Opcodes.V1_8;
  }

  private static int version(ClassNode node) {
    return node.version & 0xffff;
  }

  /**
   * Rewrites the class.
   *
   * @param portal a portal of the class, numbered and {@link #planned}
   * @param classFile the class file as it is by now: the original, or with another portal rewritten
   * @return the new class file
   * @throws RewriteException if the portal has to be left as it is; the message is the reason
   */
  public byte[] rewrite(Portal portal, byte[] classFile) {
    try {
      byte[] inline = attempt(portal, classFile, false);
      if (fits(portal, inline)) {
        return inline;
      }
      byte[] outlined = mayAddMethods ? attempt(portal, classFile, true) : null;
      if (outlined != null && fits(portal, outlined)) {
        return outlined;
      }
    } catch (MethodTooLargeException | ClassTooLargeException e) {
      throw new RewriteException(portal + " would be too large for a class file with the hook");
    }
    throw new RewriteException(
        portal
            + " has "
            + size(portal, original)
            + " bytes of code; with the hook it would pass "
            + CodeSizes.HUGE
            + ", and HotSpot would no longer compile it");
  }

  private boolean fits(Portal portal, byte[] rewritten) {
    return size(portal, original) > CodeSizes.HUGE || size(portal, rewritten) <= CodeSizes.HUGE;
  }

  private static int size(Portal portal, byte[] classFile) {
    Map<String, Integer> sizes = CodeSizes.of(classFile);
    return sizes.get(portal.method() + portal.desc());
  }

  private byte[] attempt(Portal portal, byte[] classFile, boolean outline) {
    ClassNode node = MethodCode.read(classFile);
    if (SlowPath.needsInvokeDynamic(portal) && version(node) < Opcodes.V1_7) {
      throw new RewriteException(
          portal + " has a green path through a field that it may not read itself");
    }
    MethodNode portalMethod = MethodCode.find(node, portal.method(), portal.desc());
    BitSet changing = Hook.changingSlots(portalMethod, portal);
    Hook hook = hook(node, portalMethod, portal, changing);
    MethodNode outlined = outline ? hook.outline() : null;
    if (outline && outlined == null) {
      return null;
    }
    hook.insert(outlined);
    if (outlined != null) {
      node.methods.add(outlined);
    }
    if (portal.hasResume()) {
      node.methods.add(resume(classFile, portal, outlined, changing));
    }
    ClassWriter writer = new ClassWriter(new ClassReader(classFile), 0);
    node.accept(writer);
    return writer.toByteArray();
  }

  private Hook hook(ClassNode node, MethodNode method, Portal portal, BitSet changing) {
    boolean inInterface = (node.access & Opcodes.ACC_INTERFACE) != 0;
    boolean isHuge = size(portal, original) > CodeSizes.HUGE;
    return new Hook(node.name, inInterface, version(node), method, portal, changing, isHuge);
  }

  /**
   * A copy of the portal that starts at the merge point; what only the portal's beginning needs is
   * gone.
   */
  private MethodNode resume(byte[] classFile, Portal portal, MethodNode outlined, BitSet changing) {
    ClassNode fresh = MethodCode.read(classFile);
    MethodNode copy = MethodCode.find(fresh, portal.method(), portal.desc());
    Hook hook = hook(fresh, copy, portal, changing);
    hook.insert(outlined);
    hook.startFromState();
    DeadCode.remove(copy);
    MethodNode resume = synthetic(portal.resumeMethod(), portal.resumeDescriptor());
    resume.exceptions = copy.exceptions;
    resume.instructions = copy.instructions;
    resume.tryCatchBlocks = copy.tryCatchBlocks;
    resume.maxLocals = copy.maxLocals;
    resume.maxStack = copy.maxStack;
    return resume;
  }

  static MethodNode synthetic(String name, String descriptor) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    MethodNode made = new MethodNode(access, name, descriptor, null, null);
    made.tryCatchBlocks = new ArrayList<>();
    return made;
  }
}
