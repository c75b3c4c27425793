package dev.metajit.agent.runtime;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Starts a program in this JVM, with the agent: {@code java -jar jit.jar -jar app.jar} or {@code
 * -cp path Main}.
 */
final class Launcher {
  private Launcher() {}

  static void launch(List<String> arguments) throws Exception {
    boolean jar = arguments.get(0).equals("-jar");
    int rest = jar ? 2 : 3;
    if (arguments.size() < rest) {
      System.err.println("[jit] " + arguments.get(0) + " needs more behind it; try --help");
      System.exit(2);
    }
    String path = arguments.get(1);
    String main = jar ? mainClass(path) : arguments.get(2);
    System.setProperty("java.class.path", path);
    URLClassLoader loader =
        new URLClassLoader("app", urls(path), ClassLoader.getSystemClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    Method method = loader.loadClass(main).getMethod("main", String[].class);
    method.setAccessible(true);
    try {
      String[] own = arguments.subList(rest, arguments.size()).toArray(String[]::new);
      method.invoke(null, (Object) own);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static String mainClass(String path) throws IOException {
    try (JarFile jar = new JarFile(path)) {
      String main = jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
      if (main == null) {
        throw new IOException(path + " has no Main-Class in its manifest");
      }
      return main;
    }
  }

  private static URL[] urls(String path) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}
