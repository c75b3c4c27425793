\ Fibonacci numbers the slow way: two recursive calls each.
\ ( n -- )
constant n
: fib ( n -- f ) dup 2 < if exit then dup 1- recurse swap 2 - recurse + ;

: ack ( m n -- a ) \ Ackermann's function, recursion that nests deeply
  over 0= if nip 1+ exit then
  dup 0= if drop 1- 1 recurse exit then
  over 1- -rot 1- recurse recurse ;

: main ( -- )
  n ." fib " dup . fib . cr
  n 5 / ." ack 2 " dup . 2 swap ack . cr ;
main
