/* A mix of what ordinary programs do: records, strings, calls through pointers, branches: mix rounds. */
#include "mini.h"

enum kind { CIRCLE, SQUARE, OBLONG, KINDS };

struct shape {
  struct shape *next;
  enum kind kind;
  int width;
  int height;
  char name[16];
};

static int circle_area(const struct shape *shape) { return shape->width * shape->width * 355 / 113; }
static int square_area(const struct shape *shape) { return shape->width * shape->width; }
static int oblong_area(const struct shape *shape) { return shape->width * shape->height; }

static int (*const areas[KINDS])(const struct shape *) = {circle_area, square_area, oblong_area};
static const char *const names[KINDS] = {"circle", "square", "oblong"};

static struct shape shapes[64];

static struct shape *make_list(u32 *seed) {
  struct shape *list = 0;
  for (int i = 0; i < 64; i++) {
    struct shape *shape = &shapes[i];
    shape->kind = random_next(seed) % KINDS;
    shape->width = 1 + (int)(random_next(seed) % 100);
    shape->height = 1 + (int)(random_next(seed) % 100);
    memcpy(shape->name, names[shape->kind], strlen(names[shape->kind]) + 1);
    shape->next = list;
    list = shape;
  }
  return list;
}

static struct shape *reverse(struct shape *list) {
  struct shape *result = 0;
  while (list) {
    struct shape *next = list->next;
    list->next = result;
    result = list;
    list = next;
  }
  return result;
}

static int classify(int area) {
  switch (area % 10) {
    case 0: return 3;
    case 1: return 1;
    case 2: return 4;
    case 3: return 1;
    case 4: return 5;
    case 5: return 9;
    case 6: return 2;
    case 7: return 6;
    case 8: return 5;
    default: return 7;
  }
}

int program(int argc, char **argv) {
  int rounds = argument(argc, argv, 1, 10);
  u32 seed = 314159265u;
  u32 total = 0;
  int squares = 0;
  struct shape *list = make_list(&seed);
  for (int round = 0; round < rounds; round++) {
    list = reverse(list);
    for (struct shape *shape = list; shape; shape = shape->next) {
      int area = areas[shape->kind](shape);
      total = 7 * total + (u32)(area + classify(area));
      squares += strcmp(shape->name, "square") == 0;
      shape->width = 1 + (shape->width + round) % 100;
    }
  }
  print("total %08x squares %d\n", total, squares);
  return 0;
}
