\ Counts the ways to place n queens on a board, with bit masks and recursion.
\ ( n -- )
constant n
variable solutions
1 n lshift 1- constant all

: place ( left columns right -- )
  over all = if 2drop drop 1 solutions +! exit then
  2 pick 2 pick or over or invert all and   ( left columns right free )
  begin dup while
    dup dup negate and                      ( ... free bit )
    tuck xor swap                           ( left columns right free' bit )
    4 pick over or 2*                       ( ... bit left' )
    over 5 pick or                          ( ... bit left' columns' )
    2 pick 5 pick or 2/                     ( ... bit left' columns' right' )
    recurse drop
  repeat
  2drop 2drop ;

: main ( -- ) 0 solutions ! 0 0 0 place n . ." queens: " solutions @ . ." solutions" cr ;
main
