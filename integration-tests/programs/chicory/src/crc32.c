// CRC-32 of a block of memory, again and again: shifts, a table, bytes.
#include "host.h"

#define LENGTH 4096

static u32 table[256];
static u8 data[LENGTH];

EXPORT(run) void run(int rounds) {
  for (u32 i = 0; i < 256; i++) {
    u32 c = i;
    for (int k = 0; k < 8; k++) {
      c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
    }
    table[i] = c;
  }
  for (int i = 0; i < LENGTH; i++) {
    data[i] = (u8)(i * 7 + (i >> 5));
  }
  u32 crc = 0;
  for (int round = 0; round < rounds; round++) {
    crc = ~crc;
    for (int i = 0; i < LENGTH; i++) {
      crc = table[(crc ^ data[i]) & 0xff] ^ (crc >> 8);
    }
    crc = ~crc;
  }
  print_i64(crc);
}
