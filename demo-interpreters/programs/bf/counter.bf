Counts through five loops inside each other as often as the digit it reads says; the innermost keeps three
checksums modulo 256; prints the sum of all in unary

cell 0: rounds    cells 1 to 5: the loops    cells 6 to 8: checksums

,>++++++++[<------>-]<              rounds
[
  >++++++++++                       ten times each
  [
    >++++++++++
    [
      >++++++++++
      [
        >++++++++++
        [
          >+++++                    five times
          [
            >+>+++>+++++++<<<       add 1 and 3 and 7
            >>[>+<-]                add the second to the third
            >[<+>-]<                take it all back into the second
            <<-
          ]
          <-
        ]
        <-
      ]
      <-
    ]
    <-
  ]
  <-
]
>>>>>>
[>>>+<<<-]                          the first to a fresh place
>[>>+<<-]                           the second too
>>
[                                   one mark for each
  >++++++[>+++++++<-]>.[-]<<-
]
>++++++++++.
