// Activation (tanh(x) + 1) / 2, which is the logistic function of 2x, by the piecewise-linear approximation PLAN (Amin, Curtis and Hayes-Gill 1997; error at most 0.019).
// value: two's complement with F fraction bits, F >= 4; out: F fraction bits, 0 to 1 inclusive.
module activation_tanh #(
    parameter integer W = 16,
    parameter integer F = 10
) (
    input  wire signed [W-1:0] value,
    output wire [F:0]          out
);
  wire [W-1:0] size = value[W-1] ? -value : value;
  wire [W-1:0] one = 1 << F;
  wire [W-1:0] upper =
      size >= (5 << (F - 1)) ? one :
      size >= (19 << (F - 4)) ? (size >> 4) + (27 << (F - 5)) :
      size >= (1 << (F - 1)) ? (size >> 2) + (5 << (F - 3)) :
      (size >> 1) + (1 << (F - 1));
  assign out = value[W-1] ? one - upper : upper;
endmodule
