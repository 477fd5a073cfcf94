// Binary-weight tile of a YodaNN-like ASIC: acc + sum of N inputs, each added (weight 1) or subtracted (weight 0). Inputs are unsigned codes of W bits.
module binary_mac_tile #(
    parameter integer N = 9,
    parameter integer W = 12,
    parameter integer ACC = 24
) (
    input  wire           clk,
    input  wire           begin_,
    input  wire [N*W-1:0] values,
    input  wire [N-1:0]   weights,
    output reg  [ACC-1:0] acc
);
  integer i;
  reg [ACC-1:0] sum;
  always @* begin
    sum = begin_ ? {ACC{1'b0}} : acc;
    for (i = 0; i < N; i = i + 1)
      sum = sum + ({{(ACC - W) {1'b0}}, values[i*W+:W]} ^ {ACC{~weights[i]}}) + {{(ACC - 1) {1'b0}}, ~weights[i]};
  end
  always @(posedge clk) acc <= sum;
endmodule
