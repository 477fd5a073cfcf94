// Activation sign(x) as a code: 1 for x >= 0 (+1), 0 below (-1).
module activation_sign #(
    parameter integer W = 16
) (
    input  wire signed [W-1:0] value,
    output wire                code
);
  assign code = ~value[W-1];
endmodule
