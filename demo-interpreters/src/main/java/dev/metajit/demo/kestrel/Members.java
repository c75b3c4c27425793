package dev.metajit.demo.kestrel;

/** Members of objects, and the making of classes. */
final class Members {
  private Members() {}

  /** A field of an instance, or one of its methods bound to it. */
  static Object getField(Object object, String name) {
    if (object instanceof KInstance instance) {
      return instance.has(name) ? instance.get(name) : boundMethod(instance, name);
    }
    throw noMember(object, name);
  }

  private static Object boundMethod(KInstance instance, String name) {
    KFunction method = instance.type().method(name);
    if (method == null) {
      throw noMember(instance, name);
    }
    return new KBoundMethod(instance, method);
  }

  static void setField(Object object, String name, Object value) {
    if (!(object instanceof KInstance instance)) {
      throw noMember(object, name);
    }
    instance.set(name, value);
  }

  /** A class with a superclass (or nil) and its own methods. */
  static KClass newClass(String name, Object superclass, Object[] methods) {
    if (superclass != null && !(superclass instanceof KClass)) {
      throw new KestrelException(
          ErrorKind.TYPE, "superclass is not a class but " + Conversions.typeName(superclass));
    }
    KClass parent = (KClass) superclass;
    return isClosed(methods)
        ? ((KFunction) methods[0]).code.declaredClass(parent, () -> build(name, parent, methods))
        : build(name, parent, methods);
  }

  /**
   * True if the methods capture nothing, so that each execution of the class statement would make
   * the same class again: it is made once, and what is known of its instances stays known.
   */
  private static boolean isClosed(Object[] methods) {
    for (Object method : methods) {
      if (((KFunction) method).captured.length > 0) {
        return false;
      }
    }
    return methods.length > 0;
  }

  private static KClass build(String name, KClass superclass, Object[] methods) {
    KClass type = new KClass(name, superclass);
    for (Object method : methods) {
      type.define((KFunction) method);
    }
    return type;
  }

  static KestrelException noMember(Object object, String name) {
    return new KestrelException(
        ErrorKind.ATTRIBUTE, Conversions.typeName(object) + " has no member '" + name + "'");
  }

  static KestrelException notCallable(Object callee) {
    return new KestrelException(ErrorKind.TYPE, "cannot call " + Conversions.typeName(callee));
  }

  static KestrelException wrongCount(String name, int expected, int actual) {
    return new KestrelException(
        ErrorKind.TYPE,
        name
            + " takes "
            + expected
            + (expected == 1 ? " argument" : " arguments")
            + ", not "
            + actual);
  }
}
