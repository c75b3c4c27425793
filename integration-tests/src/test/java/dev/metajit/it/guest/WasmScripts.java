package dev.metajit.it.guest;

import com.dylibso.chicory.runtime.ByteBufferMemory;
import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportGlobal;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportTable;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Store;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import com.dylibso.chicory.wasm.types.ValType;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs scripts of the WebAssembly specification tests, as {@code wast2json} writes them, in
 * Chicory, and prints what each command gives: results, a trap, or another exception. What a script
 * expects is not looked at. Each action is repeated, so that its loops and functions become hot.
 */
public final class WasmScripts {
  private static final String SPEC_MODULE = "spectest";

  private final PrintStream out;
  private final Path directory;
  private final int repetitions;
  private final Store store = new Store();
  private final Map<String, Instance> named = new HashMap<>();
  private Instance current;

  private WasmScripts(PrintStream out, Path directory, int repetitions) {
    this.out = out;
    this.directory = directory;
    this.repetitions = repetitions;
  }

  /**
   * How often an action is repeated; directory of the scripts; their names, all if there are none.
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    Path scripts = Path.of(args[1]);
    for (String name : List.of(args).subList(2, args.length)) {
      out.println(GuestBatch.MARK + name);
      Path directory = scripts.resolve(name);
      new WasmScripts(out, directory, Integer.parseInt(args[0])).run(name + ".json");
      out.flush();
    }
  }

  private void run(String file) throws IOException {
    addSpecModule();
    Map<?, ?> script = (Map<?, ?>) Json.parse(Files.readString(directory.resolve(file)));
    for (Object command : (List<?>) script.get("commands")) {
      run((Map<?, ?>) command);
    }
  }

  private void run(Map<?, ?> command) {
    String type = (String) command.get("type");
    out.print(command.get("line") + " " + type + ": ");
    try {
      switch (type) {
        case "module" -> instantiate(command, true);
        case "assert_unlinkable", "assert_uninstantiable" -> instantiate(command, false);
        case "register" -> store.register((String) command.get("as"), instance(command, "name"));
        default -> {
          if (command.get("action") != null) {
            act((Map<?, ?>) command.get("action"));
          }
        }
      }
    } catch (RuntimeException | StackOverflowError e) {
      out.print(text(e));
    }
    out.println();
  }

  private static String text(Throwable thrown) {
    return thrown.getClass().getSimpleName() + " " + thrown.getMessage();
  }

  private void instantiate(Map<?, ?> command, boolean keep) {
    Path file = directory.resolve((String) command.get("filename"));
    if (keep) {
      current = null;
    }
    Instance instance =
        Instance.builder(Parser.parse(file)).withImportValues(store.toImportValues()).build();
    if (keep) {
      current = instance;
      named.put((String) command.get("name"), instance);
    }
    out.print("instantiated");
  }

  private void act(Map<?, ?> action) {
    Instance instance = instance(action, "module");
    if (instance == null) {
      return; // Chicory refused the module
    }
    String field = (String) action.get("field");
    if (action.get("type").equals("get")) {
      out.print(instance.exports().global(field).getValue());
      return;
    }
    FunctionType type = instance.exportType(field);
    long[] arguments =
        ((List<?>) action.get("args")).stream().mapToLong(WasmScripts::bits).toArray();
    String before = "";
    for (int i = 0; i < repetitions; i++) {
      String result = invoke(instance, field, type, arguments);
      out.print(result.equals(before) ? "" : result + "; ");
      before = result;
    }
  }

  private static String invoke(
      Instance instance, String field, FunctionType type, long[] arguments) {
    try {
      long[] results = instance.export(field).apply(arguments.clone());
      List<String> texts = new ArrayList<>();
      for (int i = 0; results != null && i < results.length; i++) {
        texts.add(i < type.returns().size() ? text(type.returns().get(i), results[i]) : "?");
      }
      return texts.toString();
    } catch (RuntimeException | StackOverflowError e) {
      return text(e);
    }
  }

  /** Which NaN is up to the JVM. */
  private static String text(ValType type, long bits) {
    if (type.equals(ValType.F32) && Float.isNaN(Float.intBitsToFloat((int) bits))
        || type.equals(ValType.F64) && Double.isNaN(Double.longBitsToDouble(bits))) {
      return "NaN";
    }
    return Long.toString(bits);
  }

  private static long bits(Object argument) {
    Object value = ((Map<?, ?>) argument).get("value");
    String type = (String) ((Map<?, ?>) argument).get("type");
    if (!(value instanceof String text)) {
      return 0; // a vector
    }
    if (text.equals("null")) {
      return -1;
    }
    long bits = new BigInteger(text).longValue();
    return type.endsWith("32") ? (int) bits : bits;
  }

  private Instance instance(Map<?, ?> command, String key) {
    Object name = command.get(key);
    return name == null ? current : named.get(name);
  }

  /** What scripts import from the module {@code spectest}. */
  private void addSpecModule() {
    for (ValType[] types :
        new ValType[][] {
          {},
          {ValType.I32},
          {ValType.I64},
          {ValType.F32},
          {ValType.F64},
          {ValType.I32, ValType.F32},
          {ValType.F64, ValType.F64}
        }) {
      StringBuilder name = new StringBuilder("print");
      List.of(types).forEach(type -> name.append('_').append(type.name().toLowerCase()));
      addPrinter(name.toString(), List.of(types));
    }
    addGlobal("global_i32", ValType.I32, 666);
    addGlobal("global_i64", ValType.I64, 666);
    addGlobal("global_f32", ValType.F32, Float.floatToRawIntBits(666.6f));
    addGlobal("global_f64", ValType.F64, Double.doubleToRawLongBits(666.6));
    store.addMemory(
        new ImportMemory(SPEC_MODULE, "memory", new ByteBufferMemory(new MemoryLimits(1, 2))));
    Table table = new Table(ValType.FuncRef, new TableLimits(10, 20));
    store.addTable(new ImportTable(SPEC_MODULE, "table", new TableInstance(table, -1)));
  }

  private void addPrinter(String name, List<ValType> types) {
    store.addFunction(
        new HostFunction(
            SPEC_MODULE,
            name,
            FunctionType.of(types, List.of()),
            (instance, arguments) -> {
              for (int i = 0; i < types.size(); i++) {
                out.print(text(types.get(i), arguments[i]) + " ");
              }
              return null;
            }));
  }

  private void addGlobal(String name, ValType type, long bits) {
    store.addGlobal(
        new ImportGlobal(
            SPEC_MODULE, name, new GlobalInstance(bits, 0, type, MutabilityType.Const)));
  }
}
