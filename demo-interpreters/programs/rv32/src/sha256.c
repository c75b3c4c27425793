/* SHA-256, of known texts and then of its own result again and again: sha256 rounds. */
#include "mini.h"

static u32 constants[64];

static u32 rotate(u32 value, int count) { return value >> count | value << (32 - count); }

/* The first 32 fractional bits of the cube roots of the first 64 primes, by search in fixed point. */
static u32 cube_root_fraction(u32 prime) {
  u32 whole = 1;
  while ((whole + 1) * (whole + 1) * (whole + 1) <= prime) {
    whole++;
  }
  u32 fraction = 0;
  for (u32 bit = 1u << 31; bit; bit >>= 1) {
    u32 root[2] = {fraction | bit, whole};
    u32 power[7] = {root[0], root[1]};
    int length = 2;
    for (int times = 0; times < 2; times++) {
      u32 product[7] = {0};
      for (int i = 0; i < length; i++) {
        u64 carry = 0;
        for (int j = 0; j < 2; j++) {
          u64 sum = (u64)power[i] * root[j] + product[i + j] + carry;
          product[i + j] = (u32)sum;
          carry = sum >> 32;
        }
        product[i + 2] += (u32)carry;
      }
      length += 2;
      memcpy(power, product, sizeof power);
    }
    if (power[3] < prime) {
      fraction |= bit;
    }
  }
  return fraction;
}

static void make_constants(void) {
  int found = 0;
  for (u32 n = 2; found < 64; n++) {
    int is_prime = 1;
    for (u32 divisor = 2; divisor * divisor <= n; divisor++) {
      is_prime &= n % divisor != 0;
    }
    if (is_prime) {
      constants[found++] = cube_root_fraction(n);
    }
  }
}

static void block(u32 *state, const u8 *data) {
  u32 w[64];
  for (int i = 0; i < 16; i++) {
    w[i] = (u32)data[4 * i] << 24 | data[4 * i + 1] << 16 | data[4 * i + 2] << 8 | data[4 * i + 3];
  }
  for (int i = 16; i < 64; i++) {
    u32 s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
    u32 s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  u32 v[8];
  memcpy(v, state, sizeof v);
  for (int i = 0; i < 64; i++) {
    u32 s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
    u32 choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
    u32 first = v[7] + s1 + choice + constants[i] + w[i];
    u32 s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
    u32 second = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    v[7] = v[6];
    v[6] = v[5];
    v[5] = v[4];
    v[4] = v[3] + first;
    v[3] = v[2];
    v[2] = v[1];
    v[1] = v[0];
    v[0] = first + second;
  }
  for (int i = 0; i < 8; i++) {
    state[i] += v[i];
  }
}

/* Hashes up to 55 bytes. */
static void sha256(const u8 *data, size_t count, u8 *digest) {
  u32 state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  u8 padded[64] = {0};
  memcpy(padded, data, count);
  padded[count] = 0x80;
  padded[62] = (u8)(count >> 5);
  padded[63] = (u8)(count << 3);
  block(state, padded);
  for (int i = 0; i < 32; i++) {
    digest[i] = (u8)(state[i / 4] >> (24 - i % 4 * 8));
  }
}

static void show(const u8 *digest) {
  for (int i = 0; i < 32; i++) {
    print("%02x", digest[i]);
  }
  print("\n");
}

int program(int argc, char **argv) {
  int rounds = argument(argc, argv, 1, 10);
  u8 digest[32];
  make_constants();
  sha256((const u8 *)"", 0, digest);
  show(digest);
  sha256((const u8 *)"abc", 3, digest);
  show(digest);
  for (int round = 0; round < rounds; round++) {
    sha256(digest, 32, digest);
  }
  show(digest);
  return 0;
}
