// Sum unit: an accumulator of W bits, two's complement. begin_ takes a start value in place of the old sum; negate subtracts.
module sum_unit #(
    parameter integer W = 32,
    parameter integer IN = 26
) (
    input  wire          clk,
    input  wire          begin_,
    input  wire          negate,
    input  wire [IN-1:0] value,
    output reg  [W-1:0]  acc
);
  wire [W-1:0] wide = {{(W - IN) {1'b0}}, value};
  wire [W-1:0] old = begin_ ? {W{1'b0}} : acc;
  // The bit below the lowest carries the one that two's complement adds.
  wire [W:0] added = {old, 1'b1} + {wide ^ {W{negate}}, negate};
  always @(posedge clk) acc <= added[W:1];
endmodule
