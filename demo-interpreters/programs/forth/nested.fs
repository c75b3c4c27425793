\ Four nested counted loops around a running sum.
\ ( n -- )
constant n

: innermost ( sum a b -- sum' ) + n 0 do over i xor + swap i + swap loop nip ;

: nested ( -- sum )
  0
  n 0 do
    n 0 do
      i j innermost
      n 0 do i j * + loop
    loop
  loop ;

: deep ( -- count )
  0 n 0 do n 0 do n 0 do i j + k + 3 and if 1+ then loop loop loop ;

: main ( -- ) nested . cr deep . cr ;
main
