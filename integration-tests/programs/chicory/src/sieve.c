// The sieve of Eratosthenes over bytes of memory.
#include "host.h"

EXPORT(run) void run(int n) {
  u8 *composite = &__heap_base;
  u32 needed = ((u32)(unsigned long)composite + n + 1 + 0xffff) >> 16;
  u32 have = __builtin_wasm_memory_size(0);
  if (needed > have) {
    __builtin_wasm_memory_grow(0, needed - have);
  }
  for (int i = 0; i <= n; i++) {
    composite[i] = 0;
  }
  int count = 0;
  for (int i = 2; i <= n; i++) {
    if (!composite[i]) {
      count++;
      for (int j = i + i; j <= n; j += i) {
        composite[j] = 1;
      }
    }
  }
  print_i64(count);
}
