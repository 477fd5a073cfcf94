// The fold of the AND-Accumulation slot: two AND rows of N columns counted at once. The array gives their XOR in the sense amplifiers (latch); the second AND row
// is still in the write drivers (driver). A column holds latch + 2 (driver and not latch) ones.
module compressor_fold #(
    parameter integer N = 512,
    parameter integer W = $clog2(N)
) (
    input  wire [N-1:0] latch,
    input  wire [N-1:0] driver,
    output wire [W+1:0] count
);
  wire [W-1:0] a, b, c, d;
  wire [W+1:0] sum;
  wire [W:0]   carry;
  compressor_node #(.N(N)) ones (.ones(latch), .low(a), .high(b));
  compressor_node #(.N(N)) twos (.ones(driver & ~latch), .low(c), .high(d));
  compressor42_row #(.W(W + 1)) row (
      .a({1'b0, a}), .b({1'b0, b}), .c({c, 1'b0}), .d({d, 1'b0}), .sum(sum), .carry(carry)
  );
  assign count = sum + {carry, 1'b0};
endmodule
