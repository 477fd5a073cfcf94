// Row decoder for two rows at once (paper 1, III.B): two single-line decoders whose outputs are OR-ed.
module modified_row_decoder #(
    parameter integer A = 8
) (
    input  wire [A-1:0]        first,
    input  wire [A-1:0]        second,
    input  wire                enable,
    input  wire                both,
    output wire [(1<<A)-1:0]   line
);
  wire [(1<<A)-1:0] one, other;
  row_decoder #(.A(A)) left (.address(first), .enable(enable), .line(one));
  row_decoder #(.A(A)) right (.address(second), .enable(enable & both), .line(other));
  assign line = one | other;
endmodule
