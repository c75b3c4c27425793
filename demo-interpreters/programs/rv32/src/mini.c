#include "mini.h"

enum { READ = 63, WRITE = 64, EXIT = 93, BREAK = 214 };

static long call(long number, long a, long b, long c) {
  register long a0 __asm__("a0") = a;
  register long a1 __asm__("a1") = b;
  register long a2 __asm__("a2") = c;
  register long a7 __asm__("a7") = number;
  __asm__ volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a7) : "memory");
  return a0;
}

static char buffer[1024];
static size_t used;

static void flush(void) {
  call(WRITE, 1, (long)buffer, used);
  used = 0;
}

static void put(char c) {
  if (used == sizeof buffer) {
    flush();
  }
  buffer[used++] = c;
}

void finish(int status) {
  flush();
  for (;;) {
    call(EXIT, status, 0, 0);
  }
}

void *memcpy(void *target, const void *source, size_t count) {
  char *to = target;
  const char *from = source;
  while (count--) {
    *to++ = *from++;
  }
  return target;
}

void *memset(void *target, int value, size_t count) {
  char *to = target;
  while (count--) {
    *to++ = (char)value;
  }
  return target;
}

int memcmp(const void *first, const void *second, size_t count) {
  const u8 *a = first;
  const u8 *b = second;
  for (; count; count--, a++, b++) {
    if (*a != *b) {
      return *a - *b;
    }
  }
  return 0;
}

size_t strlen(const char *text) {
  size_t length = 0;
  while (text[length]) {
    length++;
  }
  return length;
}

int strcmp(const char *first, const char *second) {
  while (*first && *first == *second) {
    first++;
    second++;
  }
  return (u8)*first - (u8)*second;
}

void *allocate(size_t count) {
  long start = (call(BREAK, 0, 0, 0) + 15) & -16;
  long end = start + (long)count;
  if (call(BREAK, end, 0, 0) != end) {
    print("out of memory\n");
    finish(1);
  }
  return (void *)start;
}

static void put_padded(const char *text, size_t length, int width, char pad) {
  for (int i = (int)length; i < width; i++) {
    put(pad);
  }
  for (size_t i = 0; i < length; i++) {
    put(text[i]);
  }
}

static void put_number(u32 value, u32 base, int negative, int width, char pad) {
  char digits[12];
  size_t at = sizeof digits;
  do {
    digits[--at] = "0123456789abcdef"[value % base];
    value /= base;
  } while (value);
  if (negative) {
    digits[--at] = '-';
  }
  put_padded(digits + at, sizeof digits - at, width, pad);
}

void print(const char *format, ...) {
  __builtin_va_list list;
  __builtin_va_start(list, format);
  for (; *format; format++) {
    if (*format != '%') {
      put(*format);
      continue;
    }
    format++;
    char pad = *format == '0' ? '0' : ' ';
    int width = 0;
    for (; *format >= '0' && *format <= '9'; format++) {
      width = 10 * width + *format - '0';
    }
    switch (*format) {
      case 'd': {
        int value = __builtin_va_arg(list, int);
        put_number(value < 0 ? 0 - (u32)value : (u32)value, 10, value < 0, width, pad);
        break;
      }
      case 'u': put_number(__builtin_va_arg(list, u32), 10, 0, width, pad); break;
      case 'x': put_number(__builtin_va_arg(list, u32), 16, 0, width, pad); break;
      case 'c': put((char)__builtin_va_arg(list, int)); break;
      case 's': {
        const char *text = __builtin_va_arg(list, const char *);
        put_padded(text, strlen(text), width, ' ');
        break;
      }
      default: put(*format);
    }
  }
  __builtin_va_end(list);
}

int argument(int argc, char **argv, int index, int value) {
  if (index >= argc) {
    return value;
  }
  int result = 0;
  for (const char *digit = argv[index]; *digit >= '0' && *digit <= '9'; digit++) {
    result = 10 * result + *digit - '0';
  }
  return result;
}

u32 random_next(u32 *state) {
  u32 x = *state;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  return *state = x;
}

int program(int argc, char **argv);

int main(int argc, char **argv) { finish(program(argc, argv)); }
