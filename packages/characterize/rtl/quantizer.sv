// Quantizer (paper 1, eq. 4): code = round((2^K - 1) r), ties to even; r in [0, 1] as value / 2^F, value at most 2^F. The real output is code / (2^K - 1).
module quantizer #(
    parameter integer K = 4,
    parameter integer F = 16
) (
    input  wire [F:0]   value,
    output wire [K-1:0] code
);
  wire [F+K:0] scaled = ({{K{1'b0}}, value} << K) - {{K{1'b0}}, value};
  // Half less one unit, and one unit more where the whole part is odd.
  wire [F+K:0] half = (1 << (F - 1)) - 1;
  wire [F+K:0] rounded = scaled + half + {{(F + K) {1'b0}}, scaled[F]};
  assign code = rounded[F+K-1:F];
endmodule
