// What the runner offers to guest programs, and the little of a C library that they need.
#pragma once

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long i64;

#define IMPORT(name) __attribute__((import_module("host"), import_name(#name)))
#define EXPORT(name) __attribute__((export_name(#name)))

IMPORT(print_i64) void print_i64(i64 value);
IMPORT(print_f64) void print_f64(double value);
IMPORT(write) void write(const char *text, u32 length);

extern u8 __heap_base;
