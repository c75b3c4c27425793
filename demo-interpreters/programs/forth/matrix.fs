\ Multiplies two square matrices of cells, with words made by create and does>.
\ ( n -- )
constant n
: matrix ( "name" -- ) create n n * cells allot does> ( row column address -- address' ) >r swap n * + cells r> + ;
matrix left
matrix right
matrix product

: fill-matrices ( -- )
  n 0 do n 0 do
    i j + 7 mod j i left !
    i j * 5 mod 2 - j i right !
  loop loop ;

: element ( row column -- sum )
  0 n 0 do
    2 pick i left @
    i 3 pick right @ * +
  loop nip nip ;

: multiply ( -- ) n 0 do n 0 do j i element j i product ! loop loop ;
: trace ( -- sum ) 0 n 0 do i i product @ + loop ;
: total ( -- sum ) 0 n 0 do n 0 do i j 1+ * j i product @ * + loop loop ;

: main ( -- ) fill-matrices multiply ." trace " trace . ." total " total . cr ;
main
