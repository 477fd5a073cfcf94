// Serial bit counter: adds one bit a clock. W bits wrap.
module bit_counter #(
    parameter integer W = 8
) (
    input  wire         clk,
    input  wire         clear,
    input  wire         one,
    output reg  [W-1:0] count
);
  always @(posedge clk) count <= clear ? {W{1'b0}} : count + {{(W - 1) {1'b0}}, one};
endmodule
