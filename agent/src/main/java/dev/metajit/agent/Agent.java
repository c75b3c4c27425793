package dev.metajit.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The agent's entry, and the only class that the application's class loader sees. It looks at
 * classes as they are loaded and does nothing else until one is the class of a portal; only then
 * are the other parts of the agent brought up, by a class loader of their own. It is also the
 * loader of the few classes that make that one.
 *
 * <p>No throwable leaves it. It uses no lambdas and no library, because it runs before {@code main}
 * of every program.
 */
public final class Agent extends ClassLoader implements ClassFileTransformer, Runnable {
  private static final byte[] ANNOTATION =
      "Ldev/metajit/annotations/JitDriver;".getBytes(StandardCharsets.US_ASCII);

  private static final String DRIVERS = "META-INF/metajit/";

  private static final String HINTS = "dev/metajit/annotations/Jit.class";

  private static Agent installed;

  private final Instrumentation instrumentation;
  private final String arguments;
  private final File jar;

  /** Internal names of classes that driver files speak of; never changed once others can see it. */
  private volatile Set<String> names = new HashSet<>();

  /** Entries of jars, or files in directories, that only a program with a portal needs. */
  private final List<String> signs = new ArrayList<>(List.of(HINTS));

  /** Place and text of each driver file on the class path. */
  private final List<String[]> driverFiles = new ArrayList<>();

  /** The loader of the other parts, once there is one. */
  private volatile ClassLoader parts;

  private volatile ClassFileTransformer runtime;
  private volatile Thread starting;
  private boolean broken;
  private boolean portalExpected;

  private Agent(Instrumentation instrumentation, String arguments, File jar) {
    super("metajit-start", ClassLoader.getPlatformClassLoader());
    this.instrumentation = instrumentation;
    this.arguments = arguments;
    this.jar = jar;
  }

  /** Called by the JVM for {@code -javaagent}. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    install(arguments, instrumentation);
  }

  /** Called by the JVM when the agent is attached, or named as a launcher's agent. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    install(arguments, instrumentation);
    installed.rewriteLoaded();
  }

  /** The commands of {@code java -jar jit.jar}. */
  public static void main(String[] arguments) throws Exception {
    Agent agent = installed == null ? new Agent(null, null, ownJar()) : installed;
    Class<?> commands = agent.parts().loadClass("dev.metajit.agent.runtime.Commands");
    try {
      commands
          .getMethod("main", Instrumentation.class, String[].class)
          .invoke(null, agent.instrumentation, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static synchronized void install(String arguments, Instrumentation instrumentation) {
    try {
      if (installed == null) {
        Agent agent = new Agent(instrumentation, arguments, ownJar());
        installed = agent;
        agent.begin();
      }
    } catch (Throwable e) {
      complain("switched off", e);
    }
  }

  private static File ownJar() throws Exception {
    URI location = Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    return new File(location);
  }

  private static void complain(String what, Throwable e) {
    System.err.println("[jit] " + what + ": " + e);
  }

  private void begin() throws IOException {
    findDriverFiles();
    instrumentation.addTransformer(this, instrumentation.isRetransformClassesSupported());
    if (isConfigured()) {
      runtime();
    } else if (portalExpected) {
      startAhead();
    }
  }

  /**
   * With an interpreter on the class path, its class will come soon: the rest of the agent is
   * brought up meanwhile.
   */
  private void startAhead() {
    Thread thread = new Thread(null, this, "jit-start");
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  /** What the thread does that {@link #startAhead} starts. */
  @Override
  public void run() {
    ClassFileTransformer started = runtime();
    if (started instanceof Runnable rehearsal) {
      rehearsal.run();
    }
  }

  /**
   * True if somebody has set an option: then what is wrong with it is said at once. (Environment
   * variables can wait: the names of unknown ones are not looked at.)
   */
  private boolean isConfigured() {
    if (arguments != null && !arguments.isBlank() || new File("jit.properties").exists()) {
      return true;
    }
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("jit.")) {
        return true;
      }
    }
    return false;
  }

  /** Rewrites portals that were loaded before the agent was attached. */
  private void rewriteLoaded() {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      ClassLoader loader = type.getClassLoader();
      if (loader != null
          && loader != getParent()
          && !isOurs(loader)
          && instrumentation.isModifiableClass(type)) {
        rewriteLoaded(type);
      }
    }
  }

  private void rewriteLoaded(Class<?> type) {
    String name = type.getName().replace('.', '/');
    try (InputStream in = type.getClassLoader().getResourceAsStream(name + ".class")) {
      if (names.contains(name) || in != null && isAnnotated(in.readAllBytes())) {
        instrumentation.retransformClasses(type);
      }
    } catch (Throwable e) {
      complain(type.getName() + " is left as it is", e);
    }
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String className,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (isOurs(loader)) {
      return null;
    }
    try {
      boolean mayHavePortal =
          loader != null
              && className != null
              && (names.contains(className) || isAnnotated(classFile));
      boolean isNews = redefined != null && runtime != null;
      ClassFileTransformer delegate = mayHavePortal || isNews ? runtime() : null;
      return delegate == null
          ? null
          : delegate.transform(
              module, loader, mayHavePortal ? className : null, redefined, domain, classFile);
    } catch (Throwable e) {
      complain("switched off", e);
      return null;
    }
  }

  private boolean isOurs(ClassLoader loader) {
    return loader != null && (loader == this || loader == parts)
        || starting == Thread.currentThread();
  }

  /** True if the constant pool holds the name of the driver annotation (JVMS 4.4). */
  static boolean isAnnotated(byte[] classFile) {
    int count = unsigned16(classFile, 8);
    int at = 10;
    for (int i = 1; i < count; i++) {
      switch (classFile[at]) {
        case 1 -> {
          int length = unsigned16(classFile, at + 1);
          if (length == ANNOTATION.length && startsWith(classFile, at + 3, ANNOTATION)) {
            return true;
          }
          at += 3 + length;
        }
        case 5, 6 -> {
          at += 9;
          i++;
        }
        case 7, 8, 16, 19, 20 -> at += 3;
        case 15 -> at += 4;
        case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] wanted) {
    for (int i = wanted.length - 1; i >= 0; i--) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static int unsigned16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  /**
   * The rest of the agent, brought up at the first call; {@code null} if it is off or could not be.
   */
  private synchronized ClassFileTransformer runtime() {
    if (runtime == null && !broken) {
      broken = true;
      starting = Thread.currentThread();
      try {
        Set<String> known = new HashSet<>(names);
        ClassFileTransformer started =
            (ClassFileTransformer)
                call(
                    parts(),
                    "dev.metajit.agent.runtime.AgentRuntime",
                    instrumentation,
                    arguments,
                    known,
                    driverFiles);
        names = known;
        runtime = started;
      } catch (Throwable e) {
        complain("switched off", e);
      } finally {
        starting = null;
      }
    }
    return runtime;
  }

  private synchronized ClassLoader parts() throws ReflectiveOperationException {
    if (parts == null) {
      parts =
          (ClassLoader) call(this, "dev.metajit.agent.loader.LoaderStart", jar, instrumentation);
    }
    return parts;
  }

  /**
   * Hands the arguments to a new object of a class that is a {@code Function<Object[], Object>}.
   * (The JDK makes a dozen classes to call a method by reflection.)
   */
  @SuppressWarnings("unchecked")
  private static Object call(ClassLoader loader, String function, Object... arguments)
      throws ReflectiveOperationException {
    Object made = loader.loadClass(function).getDeclaredConstructor().newInstance();
    return ((Function<Object[], Object>) made).apply(arguments);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String entryName = "loader/" + name.replace('.', '/') + ".classdata";
    try (JarFile file = new JarFile(jar, false)) {
      ZipEntry entry = file.getEntry(entryName);
      if (entry == null) {
        throw new ClassNotFoundException(name);
      }
      try (InputStream in = file.getInputStream(entry)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      }
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private void findDriverFiles() throws IOException {
    findDriverFiles(jar, false);
    for (String name : names) {
      signs.add(name + ".class");
    }
    String classPath = System.getProperty("java.class.path", "");
    int start = 0;
    while (start <= classPath.length()) {
      int end = classPath.indexOf(File.pathSeparatorChar, start);
      end = end < 0 ? classPath.length() : end;
      String entry = classPath.substring(start, end);
      findDriverFiles(new File(entry), entry.length() == classPath.length());
      start = end + 1;
    }
  }

  private void findDriverFiles(File entry, boolean followManifest) {
    try {
      if (entry.isDirectory()) {
        lookForSigns(entry);
        String[] found = new File(entry, DRIVERS).list();
        for (String name : found == null ? new String[0] : found) {
          File file = new File(entry, DRIVERS + name);
          addDriverFile(file.getPath(), Files.readAllBytes(file.toPath()));
        }
      } else if (entry.isFile()) {
        List<String> found = driverEntries(entry);
        if (!found.isEmpty() || followManifest) {
          readJar(entry, found, followManifest);
        }
      }
    } catch (IOException | RuntimeException e) {
      complain(entry + ": driver files cannot be read", e);
    }
  }

  private void lookForSigns(File directory) {
    for (String sign : signs) {
      portalExpected |= new File(directory, sign).exists();
    }
  }

  private void readJar(File jarFile, List<String> entries, boolean followManifest)
      throws IOException {
    try (JarFile file = new JarFile(jarFile, false)) {
      for (String name : entries) {
        try (InputStream in = file.getInputStream(file.getEntry(name))) {
          addDriverFile(jarFile + "!/" + name, in.readAllBytes());
        }
      }
      String more =
          followManifest && file.getManifest() != null
              ? file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH)
              : null;
      for (String relative : more == null ? new String[0] : more.trim().split("\\s+")) {
        URI location = jarFile.toURI().resolve(relative);
        if ("file".equals(location.getScheme())) {
          findDriverFiles(new File(location), false);
        }
      }
    }
  }

  private void addDriverFile(String place, byte[] content) {
    if (place.endsWith(".driver")) {
      String text = new String(content, StandardCharsets.UTF_8);
      driverFiles.add(new String[] {place, text});
      for (String line : text.split("\n")) {
        addPortal(line.trim());
      }
    }
  }

  private void addPortal(String line) {
    if (line.startsWith("portal") && line.length() > 7) {
      String target = line.substring(7).trim();
      int end = target.indexOf('(');
      int dot = target.lastIndexOf('.', end < 0 ? target.length() : end);
      if (dot > 0) {
        names.add(target.substring(0, dot).replace('.', '/'));
      }
    }
  }

  /** Names of driver files in a jar, from its central directory alone (APPNOTE 4.3.12). */
  private List<String> driverEntries(File jarFile) throws IOException {
    List<String> found = new ArrayList<>();
    byte[] directory = centralDirectory(jarFile);
    byte[] prefix = DRIVERS.getBytes(StandardCharsets.US_ASCII);
    BitSet lengths = new BitSet();
    for (String sign : signs) {
      lengths.set(sign.length());
    }
    int at = 0;
    while (at + 46 <= directory.length) {
      int length = little16(directory, at + 28);
      if (length > prefix.length && startsWith(directory, at + 46, prefix)) {
        String name = new String(directory, at + 46, length, StandardCharsets.UTF_8);
        if (name.endsWith(".driver")) {
          found.add(name);
        }
      }
      portalExpected |= lengths.get(length) && isSign(directory, at + 46, length);
      at += 46 + length + little16(directory, at + 30) + little16(directory, at + 32);
    }
    return found;
  }

  private boolean isSign(byte[] directory, int start, int length) {
    for (String sign : signs) {
      if (sign.length() == length) {
        int at = length - 1;
        while (at >= 0 && directory[start + at] == sign.charAt(at)) {
          at--;
        }
        if (at < 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static int little16(byte[] bytes, int at) {
    return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
  }

  private static byte[] centralDirectory(File jarFile) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(jarFile, "r")) {
      byte[] tail = new byte[(int) Math.min(file.length(), 22 + 0xffff)];
      file.seek(file.length() - tail.length);
      file.readFully(tail);
      for (int at = tail.length - 22; at >= 0; at--) {
        if (tail[at] == 'P' && little32(tail, at) == 0x06054b50) {
          byte[] directory = new byte[Math.max(0, little32(tail, at + 12))];
          file.seek(little32(tail, at + 16) & 0xffffffffL);
          file.readFully(directory);
          return directory;
        }
      }
      return new byte[0];
    }
  }

  private static int little32(byte[] bytes, int at) {
    return little16(bytes, at) | little16(bytes, at + 2) << 16;
  }
}
