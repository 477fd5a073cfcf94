// Serial counter of a segment of N columns (paper 1, Bit-Counter; paper 2, footnote 1: 8 shifts). A clock of load takes the sensed bits into a shift register and
// clears the counter; N clocks later count holds the ones. N is a power of two, 2 or more.
module segment_counter #(
    parameter integer N = 8,
    parameter integer W = $clog2(N)
) (
    input  wire         clk,
    input  wire         load,
    input  wire [N-1:0] bits,
    output wire [W:0]   count
);
  reg [N-1:0] register_;
  always @(posedge clk) register_ <= load ? bits : {1'b0, register_[N-1:1]};
  bit_counter #(.W(W + 1)) counter (.clk(clk), .clear(load), .one(register_[0]), .count(count));
endmodule
