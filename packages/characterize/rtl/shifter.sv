// Shifter: multiplies a count by a power of two in one pass (paper 1, Shifter; the parametric form of paper 2's register). S bits of shift.
module shifter #(
    parameter integer W = 10,
    parameter integer S = 4
) (
    input  wire [W-1:0]            value,
    input  wire [S-1:0]            by,
    output wire [W+(1<<S)-2:0]     shifted
);
  assign shifted = {{((1 << S) - 1) {1'b0}}, value} << by;
endmodule
