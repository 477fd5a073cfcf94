// Full adder with non-volatile flip-flops (paper 2, Fig. 7a). This is the CMOS half; the junction pairs stand outside: kept_* is what they hold, sum and carry
// are what is written into them when a checkpoint is stored. With restore, the flip-flops take over what was kept.
//   VARIANT 0: two non-volatile flip-flops, sum and carry.
//   VARIANT 1: one, holding cout, which stands for both after a restore (paper 2, section IV).
//   VARIANT 2: one, holding sum; carry is zero after a restore.
module nv_full_adder #(
    parameter integer VARIANT = 0
) (
    input  wire clk,
    input  wire a,
    input  wire b,
    input  wire cin,
    input  wire restore,
    input  wire kept_sum,
    input  wire kept_carry,
    output reg  sum,
    output reg  carry
);
  wire s, c;
  full_adder adder (.a(a), .b(b), .cin(cin), .sum(s), .cout(c));
  always @(posedge clk) begin
    sum   <= restore ? (VARIANT == 1 ? kept_carry : kept_sum) : s;
    carry <= restore ? (VARIANT == 2 ? 1'b0 : kept_carry) : c;
  end
endmodule
