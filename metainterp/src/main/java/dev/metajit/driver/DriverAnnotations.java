package dev.metajit.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds {@code @JitDriver} in class files, by name. */
public final class DriverAnnotations {
  /** Descriptor of the annotation. */
  public static final String DESCRIPTOR = "Ldev/metajit/annotations/JitDriver;";

  private DriverAnnotations() {}

  /**
   * The drivers that a class and its methods are annotated with.
   *
   * @throws DriverException if an annotation says something that cannot be
   */
  public static List<DriverSpec> read(ClassNode node) {
    List<DriverSpec> specs = new ArrayList<>();
    AnnotationNode ofClass = find(node.invisibleAnnotations, node.visibleAnnotations);
    if (ofClass != null) {
      specs.add(spec(node, null, ofClass));
    }
    for (MethodNode method : node.methods) {
      AnnotationNode annotation = find(method.invisibleAnnotations, method.visibleAnnotations);
      if (annotation != null) {
        specs.add(spec(node, method, annotation));
      }
    }
    return specs;
  }

  private static AnnotationNode find(List<AnnotationNode> invisible, List<AnnotationNode> visible) {
    for (List<AnnotationNode> annotations : Arrays.asList(invisible, visible)) {
      if (annotations != null) {
        for (AnnotationNode annotation : annotations) {
          if (annotation.desc.equals(DESCRIPTOR)) {
            return annotation;
          }
        }
      }
    }
    return null;
  }

  private static DriverSpec spec(ClassNode node, MethodNode method, AnnotationNode annotation) {
    String className = node.name.replace('/', '.');
    String place = method == null ? className : className + "." + method.name;
    try {
      Values values = new Values(annotation);
      String name = values.text("name");
      return new DriverSpec(
          name.isEmpty() ? place : name,
          node.name,
          method == null ? null : method.name,
          method == null ? null : method.desc,
          values.variables("greens"),
          values.variables("reds"),
          MergePointSpec.AUTO,
          values.text("printableLocation"),
          values.text("canNeverInline"),
          Parameters.parse(values.list("parameters")),
          List.of(),
          "@JitDriver of " + place);
    } catch (DriverException e) {
      throw e.at("@JitDriver of " + place);
    }
  }

  /** The members of an annotation, by name. */
  private static final class Values {
    private final Map<String, Object> byName = new LinkedHashMap<>();

    Values(AnnotationNode annotation) {
      for (int i = 0; annotation.values != null && i < annotation.values.size(); i += 2) {
        byName.put((String) annotation.values.get(i), annotation.values.get(i + 1));
      }
    }

    String text(String name) {
      return byName.get(name) instanceof String text ? text : "";
    }

    List<String> list(String name) {
      List<String> texts = new ArrayList<>();
      if (byName.get(name) instanceof List<?> list) {
        for (Object element : list) {
          texts.add(String.valueOf(element));
        }
      }
      return texts;
    }

    List<VariableSpec> variables(String name) {
      List<VariableSpec> variables = new ArrayList<>();
      for (String text : list(name)) {
        variables.add(VariableSpec.parse(text));
      }
      return variables;
    }
  }
}
