/* What the programs need of a C library. */
#ifndef MINI_H
#define MINI_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef __SIZE_TYPE__ size_t;

void *memcpy(void *target, const void *source, size_t count);
void *memset(void *target, int value, size_t count);
int memcmp(const void *first, const void *second, size_t count);
size_t strlen(const char *text);
int strcmp(const char *first, const char *second);

/* Reserves zeroed memory at the end of the data; ends the program if there is none. */
void *allocate(size_t count);

/* Understands %d %u %x %c %s %%, a width, and 0 for leading zeros. Output is buffered until the program ends. */
void print(const char *format, ...);

/* Ends the program. */
void finish(int status) __attribute__((noreturn));

/* The numeric argument, or the default value. */
int argument(int argc, char **argv, int index, int value);

/* A generator of pseudo-random numbers; the state must not be zero. */
u32 random_next(u32 *state);

#endif
