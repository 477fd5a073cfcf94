// N ones in redundant form: count = low + high, by a binary tree of rows of 4:2 compressors. N is a power of two, 2 or more; W = log2(N) bits.
module compressor_node #(
    parameter integer N = 8,
    parameter integer W = $clog2(N)
) (
    input  wire [N-1:0] ones,
    output wire [W-1:0] low,
    output wire [W-1:0] high
);
  generate
    if (N == 2) begin : leaf
      assign low  = ones[0];
      assign high = ones[1];
    end else begin : inner
      wire [W-2:0] a, b, c, d;
      wire [W-1:0] sum;
      wire [W-2:0] carry;
      compressor_node #(.N(N / 2)) lower (.ones(ones[N/2-1:0]), .low(a), .high(b));
      compressor_node #(.N(N / 2)) upper (.ones(ones[N-1:N/2]), .low(c), .high(d));
      compressor42_row #(.W(W - 1)) row (.a(a), .b(b), .c(c), .d(d), .sum(sum), .carry(carry));
      assign low  = sum;
      assign high = {carry, 1'b0};
    end
  endgenerate
endmodule
