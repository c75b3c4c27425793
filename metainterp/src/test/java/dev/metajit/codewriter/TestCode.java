package dev.metajit.codewriter;

import dev.metajit.driver.ClassFiles;
import dev.metajit.driver.Hints;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/** JitCode of methods of test classes. */
public final class TestCode {
  private TestCode() {}

  /** Class files from where the class was loaded from. */
  public static ClassFiles resources() {
    return type -> {
      String name = "/" + type.getName().replace('.', '/') + ".class";
      try (InputStream in = type.getResourceAsStream(name)) {
        return in == null ? null : in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** A code writer without hints. */
  public static CodeWriter writer() {
    return new CodeWriter(resources(), new Hints());
  }

  /** The code of a method, whatever the policy says. */
  public static JitCode of(CodeWriter writer, Method method) {
    String desc =
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .toMethodDescriptorString();
    return writer.translate(method.getDeclaringClass(), method.getName(), desc);
  }

  /** What the code writer says about an instance method. */
  public static Answer answer(CodeWriter writer, Method method) {
    return writer.jitCodeOf(resolve(writer, method));
  }

  /** A method that is not a constructor. */
  static ResolvedMethod resolve(CodeWriter writer, Method method) {
    return writer.declared(method);
  }

  /** The code of the only method of a name. */
  public static JitCode of(Class<?> type, String name) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        return of(writer(), method);
      }
    }
    throw new IllegalArgumentException("no method " + name);
  }
}
