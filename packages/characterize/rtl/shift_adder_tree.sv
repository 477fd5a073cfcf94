// The shift that paper 2 rejects: in x 2^shift as a sum of 2^shift copies of in, by a tree of three adders, W + 2 flip-flops. A shift of 3 counts as 2.
module shift_adder_tree #(
    parameter integer W = 4
) (
    input  wire         clk,
    input  wire [W-1:0] in,
    input  wire [1:0]   shift,
    output reg  [W+1:0] out
);
  wire two  = shift[0] | shift[1];
  wire four = shift[1];
  wire [W:0] first, second;
  wire [W+1:0] sum;
  ripple_adder #(.W(W)) left (.a(in), .b(in & {W{two}}), .sum(first));
  ripple_adder #(.W(W)) right (.a(in & {W{four}}), .b(in & {W{four}}), .sum(second));
  ripple_adder #(.W(W + 1)) both (.a(first), .b(second), .sum(sum));
  always @(posedge clk) out <= sum;
endmodule
