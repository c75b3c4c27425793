\ Counts the primes below a limit with the sieve of Eratosthenes, several times over.
\ ( limit rounds -- )
constant rounds
constant limit
create flags limit allot

: clear-flags ( -- ) flags limit 1 fill ;

: strike ( prime -- ) \ clears the flags of its multiples from its square on
  limit over dup * ?do
    0 flags i + c!
    dup
  +loop drop ;

: sieve ( -- count )
  clear-flags
  0
  limit 2 ?do
    flags i + c@ if
      1+
      i i * limit < if i strike then
    then
  loop ;

: main ( -- ) rounds 1 ?do sieve drop loop sieve . ." primes below " limit . cr ;
main
