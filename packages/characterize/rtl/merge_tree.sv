// Partial counts of a row merged in the Sum unit: N counts of W bits to one, by a binary tree of adders. N is a power of two, 2 or more.
module merge_tree #(
    parameter integer N = 8,
    parameter integer W = 4,
    parameter integer L = $clog2(N)
) (
    input  wire [N*W-1:0] counts,
    output wire [W+L-1:0] sum
);
  generate
    if (N == 2) begin : leaf
      assign sum = {1'b0, counts[W-1:0]} + {1'b0, counts[2*W-1:W]};
    end else begin : inner
      wire [W+L-2:0] lower, upper;
      merge_tree #(.N(N / 2), .W(W)) low (.counts(counts[N*W/2-1:0]), .sum(lower));
      merge_tree #(.N(N / 2), .W(W)) high (.counts(counts[N*W-1:N*W/2]), .sum(upper));
      assign sum = {1'b0, lower} + {1'b0, upper};
    end
  endgenerate
endmodule
