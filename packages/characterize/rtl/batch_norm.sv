// Batch normalisation at inference (paper 1, eq. 5), folded: out = floor(value x gain / 2^F) + offset, gain = gamma / sqrt(sigma^2 + eps) as a fixed-point number of F
// fraction bits, offset = beta - mu gain.
module batch_norm #(
    parameter integer W = 16,
    parameter integer F = 8
) (
    input  wire signed [W-1:0]       value,
    input  wire signed [W-1:0]       gain,
    input  wire signed [W-1:0]       offset,
    output wire signed [2*W-F:0]     out
);
  wire signed [2*W-1:0] product = value * gain;
  wire signed [2*W-F-1:0] scaled = product[2*W-1:F];
  assign out = scaled + offset;
endmodule
