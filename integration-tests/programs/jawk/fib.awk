# Fibonacci numbers by plain recursion: nothing but calls.
function fib(i) {
  return i < 2 ? i : fib(i - 1) + fib(i - 2)
}

BEGIN {
  print fib(n)
}
