// Ones of a row of N columns: a tree of 4:2 compressors and one carry-propagating addition. N is a power of two, 2 or more.
module compressor_tree #(
    parameter integer N = 512,
    parameter integer W = $clog2(N)
) (
    input  wire [N-1:0] ones,
    output wire [W:0]   count
);
  wire [W-1:0] low, high;
  compressor_node #(.N(N)) tree (.ones(ones), .low(low), .high(high));
  assign count = {1'b0, low} + {1'b0, high};
endmodule
