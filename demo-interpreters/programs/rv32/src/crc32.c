/* CRC-32 of pseudo-random bytes, by table and bit by bit: crc32 bytes rounds. */
#include "mini.h"

static u32 table[256];

static u32 shift_out(u32 value) {
  for (int bit = 0; bit < 8; bit++) {
    value = value & 1 ? value >> 1 ^ 0xedb88320u : value >> 1;
  }
  return value;
}

static u32 by_table(const u8 *data, int count) {
  u32 crc = ~0u;
  for (int i = 0; i < count; i++) {
    crc = table[(crc ^ data[i]) & 0xff] ^ crc >> 8;
  }
  return ~crc;
}

static u32 by_bits(const u8 *data, int count) {
  u32 crc = ~0u;
  for (int i = 0; i < count; i++) {
    crc = shift_out(crc ^ data[i]);
  }
  return ~crc;
}

int program(int argc, char **argv) {
  int count = argument(argc, argv, 1, 1000);
  int rounds = argument(argc, argv, 2, 1);
  u8 *data = allocate(count);
  u32 seed = 2463534242u;
  for (int i = 0; i < count; i++) {
    data[i] = (u8)random_next(&seed);
  }
  for (u32 i = 0; i < 256; i++) {
    table[i] = shift_out(i);
  }
  u32 crc = 0;
  for (int round = 0; round < rounds; round++) {
    data[0] = (u8)round;
    crc = 31 * crc + by_table(data, count);
  }
  print("check %08x\n", by_table((const u8 *)"123456789", 9));
  print("table %08x bits %08x\n", crc, by_bits(data, count));
  return 0;
}
