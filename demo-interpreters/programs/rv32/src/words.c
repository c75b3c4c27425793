/* Counts the words of a generated text with a hash table, and shows the most frequent: words count. */
#include "mini.h"

enum { BUCKETS = 256, SHOWN = 5 };

struct entry {
  struct entry *next;
  u32 count;
  char word[16];
};

static struct entry *buckets[BUCKETS];
static const char *const syllables[8] = {"ka", "to", "mi", "ren", "shu", "la", "po", "ne"};

static void make_word(u32 *seed, char *word) {
  u32 bits = random_next(seed) & random_next(seed);
  int count = 1 + (int)(bits & 3);
  char *end = word;
  for (int i = 0; i < count; i++) {
    bits >>= 3;
    for (const char *from = syllables[bits & 7]; *from; from++) {
      *end++ = *from;
    }
  }
  *end = 0;
}

static u32 hash(const char *word) {
  u32 value = 2166136261u;
  for (; *word; word++) {
    value = (value ^ (u8)*word) * 16777619u;
  }
  return value;
}

static void count_word(const char *word) {
  struct entry **bucket = &buckets[hash(word) % BUCKETS];
  for (struct entry *entry = *bucket; entry; entry = entry->next) {
    if (strcmp(entry->word, word) == 0) {
      entry->count++;
      return;
    }
  }
  struct entry *entry = allocate(sizeof *entry);
  memcpy(entry->word, word, strlen(word) + 1);
  entry->count = 1;
  entry->next = *bucket;
  *bucket = entry;
}

/* The entry with the greatest count, ties by name; its count is then taken away. */
static struct entry best(void) {
  struct entry *result = 0;
  for (int i = 0; i < BUCKETS; i++) {
    for (struct entry *entry = buckets[i]; entry; entry = entry->next) {
      if (!result || entry->count > result->count ||
          (entry->count == result->count && strcmp(entry->word, result->word) < 0)) {
        result = entry;
      }
    }
  }
  struct entry copy = *result;
  result->count = 0;
  return copy;
}

int program(int argc, char **argv) {
  int count = argument(argc, argv, 1, 1000);
  u32 seed = 20240229u;
  char word[16];
  for (int i = 0; i < count; i++) {
    make_word(&seed, word);
    count_word(word);
  }
  for (int i = 0; i < SHOWN; i++) {
    struct entry entry = best();
    print("%5u %s\n", entry.count, entry.word);
  }
  return 0;
}
