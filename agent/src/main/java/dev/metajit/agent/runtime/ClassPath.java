package dev.metajit.agent.runtime;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Class files on the class path, in the order in which the JDK's own loader looks for them. To ask
 * that loader for a resource costs a program that has just started as much as to rewrite a portal;
 * what cannot be told without it is not found here.
 */
final class ClassPath implements AutoCloseable {
  private static final List<String> OF_THE_JDK =
      List.of("java/", "javax/", "jdk/", "sun/", "com/sun/", "org/w3c/", "org/xml/", "org/ietf/");

  private static final String CLASS = ".class";

  private final List<Element> elements = new ArrayList<>();

  ClassPath() {
    if (System.getProperty("jdk.module.path") == null && isOfTheJdk(loader())) {
      for (String element : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
        elements.add(new Element(new File(element.isEmpty() ? "." : element)));
      }
    }
  }

  /** The loader that this is the path of. */
  static ClassLoader loader() {
    return ClassLoader.getSystemClassLoader();
  }

  private static boolean isOfTheJdk(ClassLoader loader) {
    return loader.getClass().getModule() == Object.class.getModule();
  }

  /** The directory or jar that has a class; {@code null} if it is not found. */
  File place(String internalName) {
    try {
      Element element = element(internalName + CLASS);
      return element == null ? null : element.file;
    } catch (IOException e) {
      return null;
    }
  }

  /** A class file; {@code null} if it is not found. */
  byte[] find(String internalName) {
    try {
      Element element = element(internalName + CLASS);
      return element == null ? null : element.read(internalName + CLASS);
    } catch (IOException e) {
      return null;
    }
  }

  private Element element(String name) throws IOException {
    for (String start : OF_THE_JDK) {
      if (name.startsWith(start)) {
        return null;
      }
    }
    for (Element element : elements) {
      if (element.has(name)) {
        return element;
      }
      if (element.namesOthers()) {
        return null;
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    for (Element element : elements) {
      element.close();
    }
  }

  /** A directory, or a jar that is opened when it is first looked into. */
  private static final class Element {
    private final File file;
    private final boolean isJar;
    private JarFile jar;
    private Boolean namesOthers;

    Element(File file) {
      this.file = file;
      this.isJar = file.isFile();
    }

    boolean has(String name) throws IOException {
      return isJar ? jar().getEntry(name) != null : new File(file, name).isFile();
    }

    byte[] read(String name) throws IOException {
      if (!isJar) {
        return Files.readAllBytes(new File(file, name).toPath());
      }
      try (InputStream in = jar().getInputStream(jar().getEntry(name))) {
        return in.readAllBytes();
      }
    }

    /** True if the manifest may add to the class path. */
    boolean namesOthers() throws IOException {
      if (namesOthers == null) {
        ZipEntry manifest = isJar ? jar().getEntry(JarFile.MANIFEST_NAME) : null;
        namesOthers = manifest != null && hasClassPath(manifest);
      }
      return namesOthers;
    }

    /** The attribute's name is too short to be continued in another line. */
    private boolean hasClassPath(ZipEntry manifest) throws IOException {
      try (InputStream in = jar().getInputStream(manifest)) {
        String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        return text.toLowerCase(Locale.ROOT).contains("class-path:");
      }
    }

    private JarFile jar() throws IOException {
      if (jar == null) {
        jar = new JarFile(file, false, ZipFile.OPEN_READ, JarFile.runtimeVersion());
      }
      return jar;
    }

    void close() throws IOException {
      if (jar != null) {
        jar.close();
      }
    }
  }
}
