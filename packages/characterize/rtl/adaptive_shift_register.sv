// Adaptive shift register (paper 2, Fig. 6): W bits in, shifts of 0, 1 or 2 places, W + 2 flip-flops. Multiplexers choose what each flip-flop takes:
//   a place left of the input by s0, then two places left of it by s1. Flip-flops that no input reaches store 0. A shift of 3 counts as 2.
module adaptive_shift_register #(
    parameter integer W = 4
) (
    input  wire         clk,
    input  wire [W-1:0] in,
    input  wire [1:0]   shift,
    output reg  [W+1:0] out
);
  wire [W+1:0] one = shift[0] ? {1'b0, in, 1'b0} : {2'b00, in};
  wire [W+1:0] two = {in, 2'b00};
  always @(posedge clk) out <= shift[1] ? two : one;
endmodule
