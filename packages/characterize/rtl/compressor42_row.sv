// A row of 4:2 compressors: four words to two, a + b + c + d = sum + 2 carry. The cout of a column is the cin of the next.
module compressor42_row #(
    parameter integer W = 4
) (
    input  wire [W-1:0] a,
    input  wire [W-1:0] b,
    input  wire [W-1:0] c,
    input  wire [W-1:0] d,
    output wire [W:0]   sum,
    output wire [W-1:0] carry
);
  wire [W:0] between;
  assign between[0] = 1'b0;
  assign sum[W] = between[W];
  genvar i;
  generate
    for (i = 0; i < W; i = i + 1) begin : column
      compressor42_xm cell_ (
          .x1(a[i]), .x2(b[i]), .x3(c[i]), .x4(d[i]), .cin(between[i]),
          .sum(sum[i]), .carry(carry[i]), .cout(between[i+1])
      );
    end
  endgenerate
endmodule
