;; Fibonacci numbers by plain recursion: nothing but calls.
(module
  (import "host" "print_i64" (func $print_i64 (param i64)))
  (func $fib (param $i i32) (result i32)
    (if (result i32) (i32.lt_s (local.get $i) (i32.const 2))
      (then (local.get $i))
      (else
        (i32.add
          (call $fib (i32.sub (local.get $i) (i32.const 1)))
          (call $fib (i32.sub (local.get $i) (i32.const 2)))))))
  (func (export "run") (param $n i32)
    (call $print_i64 (i64.extend_i32_s (call $fib (local.get $n))))))
