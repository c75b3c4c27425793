\ The Mandelbrot set in characters, with floating-point numbers.
\ ( columns rows iterations -- )
constant limit
constant rows
constant columns

fvariable cx
fvariable cy
fvariable zx
fvariable zy

: start ( column row -- )
  s>f 2e f* rows s>f f/ 1e f- cy f!
  s>f 3e f* columns s>f f/ 2e f- cx f!
  0e zx f! 0e zy f! ;

: squares ( F: -- x2 y2 ) zx f@ fdup f* zy f@ fdup f* ;

: step ( -- inside? )
  squares fover fover f+ 4e f> if fdrop fdrop false exit then
  f- cx f@ f+
  zx f@ zy f@ f* 2e f* cy f@ f+ zy f!
  zx f!
  true ;

: escape ( column row -- iterations )
  start
  0 begin dup limit < if step else false then while 1+ repeat ;

: shade ( iterations -- char )
  dup limit = if drop [char] # exit then
  dup 16 > if drop [char] + exit then
  dup 6 > if drop [char] : exit then
  3 > if [char] . else bl then ;

: row ( row -- total ) 0 columns 0 do over i swap escape dup shade emit + loop nip cr ;

: main ( -- ) 0 rows 0 do i row + loop . cr ;
main
