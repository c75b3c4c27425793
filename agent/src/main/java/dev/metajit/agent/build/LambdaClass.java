package dev.metajit.agent.build;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * The class of one lambda, as {@code LambdaMetafactory} specifies it: it implements the interface,
 * keeps what is captured in fields, and calls the method that javac made of the lambda's body. A
 * static method makes an object of it; if nothing is captured, there is only one.
 */
final class LambdaClass {
  /** Name of the method that makes an object; it takes what is captured. */
  static final String MAKER = "make";

  private static final String INSTANCE = "INSTANCE";

  private final ClassNode owner;
  private final InvokeDynamicInsnNode call;
  private final String name;
  private final Type[] captured;
  private final Handle target;
  private final ClassNode made = new ClassNode();

  /** The lambda that a call creates in a class. */
  LambdaClass(ClassNode owner, int number, InvokeDynamicInsnNode call) {
    this.owner = owner;
    this.call = call;
    this.name = owner.name + "$$" + number;
    this.captured = Type.getArgumentTypes(call.desc);
    this.target = (Handle) call.bsmArgs[1];
  }

  ClassNode make() {
    String type = Type.getReturnType(call.desc).getInternalName();
    int access = ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC;
    made.visit(owner.version, access, name, null, "java/lang/Object", new String[] {type});
    made.visitNestHost(owner.nestHostClass == null ? owner.name : owner.nestHostClass);
    for (int i = 0; i < captured.length; i++) {
      made.visitField(ACC_PRIVATE | ACC_FINAL, field(i), captured[i].getDescriptor(), null, null);
    }
    addConstructor();
    addMaker();
    addMethod();
    return made;
  }

  private static String field(int index) {
    return "captured" + index;
  }

  private String constructorDescriptor() {
    return Type.getMethodDescriptor(Type.VOID_TYPE, captured);
  }

  private InstructionAdapter method(int access, String methodName, String descriptor) {
    InstructionAdapter code =
        new InstructionAdapter(made.visitMethod(access, methodName, descriptor, null, null));
    code.visitCode();
    return code;
  }

  private static void end(InstructionAdapter code, Type result) {
    code.areturn(result);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void addConstructor() {
    InstructionAdapter code = method(ACC_PRIVATE, "<init>", constructorDescriptor());
    code.load(0, InstructionAdapter.OBJECT_TYPE);
    code.invokespecial("java/lang/Object", "<init>", "()V", false);
    int slot = 1;
    for (int i = 0; i < captured.length; i++) {
      code.load(0, InstructionAdapter.OBJECT_TYPE);
      code.load(slot, captured[i]);
      code.putfield(name, field(i), captured[i].getDescriptor());
      slot += captured[i].getSize();
    }
    end(code, Type.VOID_TYPE);
  }

  private void addMaker() {
    Type result = Type.getReturnType(call.desc);
    InstructionAdapter code = method(ACC_STATIC, MAKER, call.desc);
    if (captured.length == 0) {
      addInstance();
      code.getstatic(name, INSTANCE, "L" + name + ";");
    } else {
      create(code);
    }
    end(code, result);
  }

  private void addInstance() {
    made.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, INSTANCE, "L" + name + ";", null, null);
    InstructionAdapter code = method(ACC_STATIC, "<clinit>", "()V");
    create(code);
    code.putstatic(name, INSTANCE, "L" + name + ";");
    end(code, Type.VOID_TYPE);
  }

  private void create(InstructionAdapter code) {
    code.anew(Type.getObjectType(name));
    code.dup();
    int slot = 0;
    for (Type type : captured) {
      code.load(slot, type);
      slot += type.getSize();
    }
    code.invokespecial(name, "<init>", constructorDescriptor(), false);
  }

  private void addMethod() {
    Type erased = (Type) call.bsmArgs[0];
    Type instantiated = (Type) call.bsmArgs[2];
    InstructionAdapter code = method(ACC_PUBLIC, call.name, erased.getDescriptor());
    if (target.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
      code.anew(Type.getObjectType(target.getOwner()));
      code.dup();
    }
    loadArguments(code, erased.getArgumentTypes(), instantiated.getArgumentTypes());
    invoke(code);
    Conversion conversion = new Conversion(code);
    conversion.result(resultOfTarget(), instantiated.getReturnType(), erased.getReturnType());
    end(code, erased.getReturnType());
  }

  private void loadArguments(InstructionAdapter code, Type[] erased, Type[] instantiated) {
    List<Type> wanted = parametersOfTarget();
    Conversion conversion = new Conversion(code);
    for (int i = 0; i < captured.length; i++) {
      code.load(0, InstructionAdapter.OBJECT_TYPE);
      code.getfield(name, field(i), captured[i].getDescriptor());
    }
    int slot = 1;
    for (int i = 0; i < erased.length; i++) {
      code.load(slot, erased[i]);
      slot += erased[i].getSize();
      conversion.convert(erased[i], instantiated[i]);
      conversion.convert(instantiated[i], wanted.get(captured.length + i));
    }
  }

  private List<Type> parametersOfTarget() {
    List<Type> types = new ArrayList<>();
    int tag = target.getTag();
    if (tag != Opcodes.H_INVOKESTATIC && tag != Opcodes.H_NEWINVOKESPECIAL) {
      types.add(Type.getObjectType(target.getOwner()));
    }
    types.addAll(List.of(Type.getArgumentTypes(target.getDesc())));
    return types;
  }

  private Type resultOfTarget() {
    return target.getTag() == Opcodes.H_NEWINVOKESPECIAL
        ? Type.getObjectType(target.getOwner())
        : Type.getReturnType(target.getDesc());
  }

  /** A private method is called virtually: the class is of its nest (JVMS 5.4.6). */
  private void invoke(InstructionAdapter code) {
    String type = target.getOwner();
    boolean isInterface = target.isInterface();
    switch (target.getTag()) {
      case Opcodes.H_INVOKESTATIC ->
          code.invokestatic(type, target.getName(), target.getDesc(), isInterface);
      case Opcodes.H_NEWINVOKESPECIAL ->
          code.invokespecial(type, target.getName(), target.getDesc(), false);
      default -> {
        if (isInterface) {
          code.invokeinterface(type, target.getName(), target.getDesc());
        } else {
          code.invokevirtual(type, target.getName(), target.getDesc(), false);
        }
      }
    }
  }
}
