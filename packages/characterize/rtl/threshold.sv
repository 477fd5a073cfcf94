// Threshold of a folded batch-norm and quantiser: reached where acc >= level, or acc <= level for a falling one (gamma < 0). Two's complement.
module threshold #(
    parameter integer W = 32
) (
    input  wire signed [W-1:0] acc,
    input  wire signed [W-1:0] level,
    input  wire                rising,
    output wire                reached
);
  assign reached = rising ? acc >= level : acc <= level;
endmodule
