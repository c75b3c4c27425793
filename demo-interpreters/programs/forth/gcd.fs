\ Sums greatest common divisors of all pairs, and counts the pairs that have none.
\ ( n -- )
constant n
: gcd ( a b -- g ) begin dup while tuck mod repeat drop ;
variable coprime
: sums ( -- sum )
  0 coprime !
  0
  n 1+ 1 do
    n 1+ 1 do
      i j gcd
      dup 1 = if 1 coprime +! then
      +
    loop
  loop ;
: main ( -- ) sums ." sum " . ." coprime pairs " coprime @ . cr ;
main
