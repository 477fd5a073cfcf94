// Ones of N bits by a binary tree of ripple adders of full adders: what compressors are compared with. N is a power of two, 2 or more.
module ripple_adder #(
    parameter integer W = 4
) (
    input  wire [W-1:0] a,
    input  wire [W-1:0] b,
    output wire [W:0]   sum
);
  wire [W:0] carry;
  assign carry[0] = 1'b0;
  assign sum[W] = carry[W];
  genvar i;
  generate
    for (i = 0; i < W; i = i + 1) begin : bit_
      full_adder adder (.a(a[i]), .b(b[i]), .cin(carry[i]), .sum(sum[i]), .cout(carry[i+1]));
    end
  endgenerate
endmodule

module popcount_tree #(
    parameter integer N = 64,
    parameter integer W = $clog2(N)
) (
    input  wire [N-1:0] ones,
    output wire [W:0]   count
);
  generate
    if (N == 2) begin : leaf
      half_adder adder (.a(ones[0]), .b(ones[1]), .sum(count[0]), .cout(count[1]));
    end else begin : inner
      wire [W-1:0] lower, upper;
      popcount_tree #(.N(N / 2)) low (.ones(ones[N/2-1:0]), .count(lower));
      popcount_tree #(.N(N / 2)) high (.ones(ones[N-1:N/2]), .count(upper));
      ripple_adder #(.W(W)) adder (.a(lower), .b(upper), .sum(count));
    end
  endgenerate
endmodule
