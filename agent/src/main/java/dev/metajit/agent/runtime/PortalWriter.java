package dev.metajit.agent.runtime;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.field.FieldList;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Writes the class file of a portal's class through Byte Buddy. Byte Buddy keeps a private copy of
 * ASM, so the rewritten class is replayed into its writer.
 */
final class PortalWriter {
  byte[] write(String className, byte[] original, byte[] rewritten) {
    String name = className.replace('/', '.');
    ClassFileLocator locator = ClassFileLocator.Simple.of(name, original);
    TypeDescription type = TypePool.Default.WithLazyResolution.of(locator).describe(name).resolve();
    return new ByteBuddy()
        .with(TypeValidation.DISABLED)
        .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
        .decorate(type, locator)
        .visit(new Replay(rewritten))
        .make()
        .getBytes();
  }

  private static final class Replay extends AsmVisitorWrapper.AbstractBase {
    private final byte[] rewritten;

    Replay(byte[] rewritten) {
      this.rewritten = rewritten;
    }

    @Override
    public ClassVisitor wrap(
        TypeDescription instrumentedType,
        ClassVisitor target,
        Implementation.Context context,
        TypePool pool,
        FieldList<FieldDescription.InDefinedShape> fields,
        MethodList<?> methods,
        int writerFlags,
        int readerFlags) {
      return new ClassVisitor(OpenedClassReader.ASM_API) {
        @Override
        public void visitEnd() {
          new ClassReader(rewritten).accept(target, readerFlags);
        }
      };
    }
  }
}
