Greets the world once for each unit of the digit it reads; and counts a while before each greeting

cell 0: the digit    cells 1 to 4: nested counters    cells 5 and 6: the text

,                                   read the digit
>++++++++[<------>-]<               take away 48
[
  >+++++ +++++                      ten times
  [
    >----- -----                    246 times (the cell wraps)
    [
      >----- -----                  246 times
      [
        >++++++++ ++++++++ ++++++++ ++++++++   32 times
        [-]                         count down
        <-
      ]
      <-
    ]
    <-
  ]
  >>>>
  ++++++++[>+++++++++<-]>.          H  is  8 times 9
  <+++++[>++++++<-]>-.              e  is 29 further
  +++++++.                          l
  .                                 l
  +++.                              o
  <++++++[>-----------<-]>-.        comma is 67 back
  <++++[>---<-]>.                   blank is 12 back
  <+++++++++++[>+++++<-]>.          W  is 55 further
  <++++[>++++++<-]>.                o  is 24 further
  +++.                              r
  ------.                           l
  --------.                         d
  <+++++++[>-------------<-]>+      ten is 90 back
  .[-]
  <<<<<<-
]
