package dev.metajit.bench.guests;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import dev.metajit.demo.Harness;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Runs a WebAssembly module in Chicory: its function {@code run}, on arguments of type i32. The
 * module may import from {@code host} {@code print_i64}, {@code print_f64} and {@code write}
 * (address and length of a line of text). With {@code -Dguest.compiler=true} it is compiled to Java
 * classes by Chicory's own compiler, with {@code -Dguest.memory=array} its memory is a byte array.
 */
public final class ChicoryGuest {
  private final WasmModule module;
  private final long[] arguments;
  private Function<Instance, Machine> compiler;

  private ChicoryGuest(WasmModule module, long[] arguments) {
    this.module = module;
    this.arguments = arguments;
  }

  /** The module's file and arguments. */
  public static void main(String[] args) throws Exception {
    ChicoryGuest guest =
        new ChicoryGuest(
            Parser.parse(Path.of(args[0])),
            Arrays.stream(args).skip(1).mapToLong(Long::parseLong).toArray());
    Harness.run(args, guest::run);
  }

  private void run(PrintStream out) {
    Instance.Builder builder = Instance.builder(module).withImportValues(imports(out));
    if (Boolean.getBoolean(GuestOptions.COMPILER)) {
      if (compiler == null) {
        compiler = MachineFactoryCompiler.compile(module);
      }
      builder.withMachineFactory(compiler);
    }
    if ("array".equals(System.getProperty(GuestOptions.MEMORY))) {
      builder.withMemoryFactory(ByteArrayMemory::new);
    }
    builder.build().export("run").apply(arguments);
  }

  private static ImportValues imports(PrintStream out) {
    return ImportValues.builder()
        .addFunction(
            host("print_i64", List.of(ValType.I64), (instance, args) -> line(out, args[0])),
            host(
                "print_f64",
                List.of(ValType.F64),
                (instance, args) -> line(out, Double.longBitsToDouble(args[0]))),
            host(
                "write",
                List.of(ValType.I32, ValType.I32),
                (instance, args) -> {
                  out.print(instance.memory().readString((int) args[0], (int) args[1]) + "\n");
                  return null;
                }))
        .build();
  }

  private static HostFunction host(String name, List<ValType> types, WasmFunctionHandle handle) {
    return new HostFunction("host", name, FunctionType.of(types, List.of()), handle);
  }

  private static long[] line(PrintStream out, long value) {
    out.print(value + "\n");
    return null;
  }

  private static long[] line(PrintStream out, double value) {
    out.print(String.format(Locale.ROOT, "%.9f\n", value));
    return null;
  }
}
