// A chain of full adders between registers, as long as the largest shift m + n: what paper 2 times as (m + n) x 58 ps.
module nv_ripple_adder #(
    parameter integer W = 8
) (
    input  wire         clk,
    input  wire [W-1:0] a,
    input  wire [W-1:0] b,
    input  wire         restore,
    input  wire [W:0]   kept,
    output reg  [W:0]   sum
);
  wire [W:0] now;
  ripple_adder #(.W(W)) adder (.a(a), .b(b), .sum(now));
  always @(posedge clk) sum <= restore ? kept : now;
endmodule
