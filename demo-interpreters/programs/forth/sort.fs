\ Shell sort and bubble sort of pseudo-random cells.
\ ( n -- )
constant n
create data n cells allot
variable seed

: random ( -- u ) seed @ 1103515245 * 12345 + $7fffffff and dup seed ! ;
: item ( index -- address ) cells data + ;
: scramble ( -- ) 42 seed ! n 0 do random 100000 mod i item ! loop ;

: sink ( gap index -- ) \ moves an element down, in steps of gap, to its place
  dup item @ >r
  begin
    2dup > if false else 2dup swap - item @ r@ > then
  while
    2dup swap - item @ over item !
    over -
  repeat
  r> swap item ! drop ;

: pass ( gap -- ) n over ?do dup i sink loop drop ;
: shell-sort ( -- ) n 2/ begin dup while dup pass 2/ repeat drop ;

: exchange ( address -- ) dup 2@ swap rot 2! ;
: bubble-sort ( count -- )
  1 swap 1- ?do
    i 0 do i item 2@ swap > if i item exchange then loop
  -1 +loop ;

: sorted? ( count -- flag ) true swap 1 ?do i item @ i 1- item @ >= and loop ;
: checksum ( count -- sum ) 0 swap 0 ?do 31 * i item @ + $ffffffff and loop ;

: report ( count -- ) dup sorted? if ." sorted " else ." NOT SORTED " then checksum . cr ;

: main ( -- ) scramble shell-sort n report scramble n 16 / dup bubble-sort report ;
main
