// Average pool of a region of N words, N a power of two: sum, then a shift by log2(N) (paper 1, Sum and Shifter). The remainder is dropped.
module average_pool #(
    parameter integer N = 4,
    parameter integer W = 16,
    parameter integer L = $clog2(N)
) (
    input  wire [N*W-1:0] values,
    output wire [W-1:0]   average
);
  wire [W+L-1:0] sum;
  merge_tree #(.N(N), .W(W)) tree (.counts(values), .sum(sum));
  assign average = sum[W+L-1:L];
endmodule
