\ The number below a limit with the longest Collatz sequence.
\ ( limit -- )
constant limit
: next ( n -- n' ) dup 1 and if 3 * 1+ else 2/ then ;
: length ( n -- steps ) 0 swap begin dup 1 > while next swap 1+ swap repeat drop ;
variable best
variable best-length
: consider ( n -- ) dup length dup best-length @ > if best-length ! best ! else 2drop then ;
: search ( -- ) 0 best-length ! limit 1 do i consider loop ;
: main ( -- ) search ." longest below " limit . ." is " best @ . ." with " best-length @ . ." steps" cr ;
main
