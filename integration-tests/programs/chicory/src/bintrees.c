// Binary trees, made and walked: pointers into memory that is handed out in order.
#include "host.h"

typedef struct node {
  struct node *left, *right;
} node;

static u8 *next;

static node *allocate(void) {
  node *made = (node *)next;
  next += sizeof(node);
  u32 needed = (((u32)(unsigned long)next) >> 16) + 1;
  if (needed > __builtin_wasm_memory_size(0)) {
    __builtin_wasm_memory_grow(0, 64);
  }
  return made;
}

static node *make(int depth) {
  node *made = allocate();
  made->left = depth == 0 ? 0 : make(depth - 1);
  made->right = depth == 0 ? 0 : make(depth - 1);
  return made;
}

static int check(const node *tree) {
  return tree->left ? 1 + check(tree->left) + check(tree->right) : 1;
}

EXPORT(run) void run(int depth) {
  next = &__heap_base;
  node *keep = make(depth);
  u8 *mark = next;
  int total = 0;
  for (int i = 0; i < 8; i++) {
    next = mark;
    total += check(make(depth));
  }
  print_i64(total);
  print_i64(check(keep));
}
