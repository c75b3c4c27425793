;; Sums the greatest common divisors of all pairs: 64-bit remainders, a loop with one branch, a multi-way branch.
(module
  (import "host" "print_i64" (func $print_i64 (param i64)))
  (func $gcd (param $a i64) (param $b i64) (result i64)
    (local $t i64)
    (loop $again
      (if (i64.ne (local.get $b) (i64.const 0))
        (then
          (local.set $t (i64.rem_u (local.get $a) (local.get $b)))
          (local.set $a (local.get $b))
          (local.set $b (local.get $t))
          (br $again))))
    (local.get $a))
  (func $weight (param $x i32) (result i64)
    (block $three (block $two (block $one (block $zero
      (br_table $zero $one $two $three (i32.and (local.get $x) (i32.const 3))))
      (return (i64.const 1)))
      (return (i64.const 5)))
      (return (i64.const -2)))
    (i64.const 3))
  (func (export "run") (param $n i32)
    (local $i i32) (local $j i32) (local $sum i64)
    (loop $rows
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (local.set $j (i32.const 0))
      (loop $columns
        (local.set $j (i32.add (local.get $j) (i32.const 1)))
        (local.set $sum
          (i64.add (local.get $sum)
            (i64.mul (call $weight (local.get $j))
              (call $gcd (i64.extend_i32_u (local.get $i)) (i64.extend_i32_u (local.get $j))))))
        (br_if $columns (i32.lt_u (local.get $j) (local.get $n))))
      (br_if $rows (i32.lt_u (local.get $i) (local.get $n))))
    (call $print_i64 (local.get $sum))))
