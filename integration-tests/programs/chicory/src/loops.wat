;; Nested loops over integers.
(module
  (import "host" "print_i64" (func $print_i64 (param i64)))
  (func (export "run") (param $n i32)
    (local $i i32) (local $j i32) (local $sum i32) (local $a i32) (local $steps i32)
    (local.set $i (i32.const 1))
    (block $rows_done
      (loop $rows
        (br_if $rows_done (i32.gt_s (local.get $i) (local.get $n)))
        (local.set $j (i32.const 1))
        (block $columns_done
          (loop $columns
            (br_if $columns_done (i32.gt_s (local.get $j) (local.get $n)))
            (local.set $sum
              (i32.sub
                (i32.add (local.get $sum)
                  (i32.mul
                    (i32.rem_s (local.get $i) (i32.const 7))
                    (i32.rem_s (local.get $j) (i32.const 5))))
                (i32.const 6)))
            (local.set $j (i32.add (local.get $j) (i32.const 1)))
            (br $columns)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $rows)))
    (call $print_i64 (i64.extend_i32_s (local.get $sum)))
    (local.set $a (i32.mul (local.get $n) (local.get $n)))
    (block $done
      (loop $again
        (br_if $done (i32.le_s (local.get $a) (i32.const 1)))
        (if (i32.and (local.get $a) (i32.const 1))
          (then (local.set $a (i32.sub (local.get $a) (i32.const 1))))
          (else (local.set $a (i32.shr_u (local.get $a) (i32.const 1)))))
        (local.set $steps (i32.add (local.get $steps) (i32.const 1)))
        (br $again)))
    (call $print_i64 (i64.extend_i32_s (local.get $steps)))))
