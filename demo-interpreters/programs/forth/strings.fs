\ Builds a text in data space, counts its letters and words, and hashes it.
\ ( rounds -- )
constant rounds
create buffer 4096 allot
variable used
create counts 26 cells allot

: append ( address length -- )
  dup >r buffer used @ + swap move r> used +! ;
: append-digit ( n -- ) [char] 0 + buffer used @ + c! 1 used +! ;
: build ( round -- )
  0 used !
  begin used @ 4000 < while
    s" the quick brown fox jumps over the lazy dog " append
    dup used @ + 10 mod append-digit
    s"  and runs away" append
    bl buffer used @ + c! 1 used +!
  repeat drop ;

: letter? ( char -- flag ) [char] a [char] z 1+ within ;
: tally ( char -- ) [char] a - cells counts + 1 swap +! ;
: count-letters ( -- ) used @ 0 do buffer i + c@ dup letter? if tally else drop then loop ;
: count-words ( -- n ) 0 used @ 0 do buffer i + c@ bl = if 1+ then loop ;
: hash ( -- h ) 5381 used @ 0 do 33 * buffer i + c@ xor $ffffffff and loop ;

variable words
variable hashes
: main ( -- )
  0 words ! 0 hashes ! counts 26 cells erase
  rounds 0 do
    i build count-letters count-words words +! hash hashes @ xor hashes !
  loop
  26 0 do i [char] a + emit ." :" i cells counts + @ . loop cr
  ." words " words @ . ." hash " hashes @ . cr ;
main
