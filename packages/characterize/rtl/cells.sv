// One cell each: figures of the simplest parts of the library, measured as the blocks are.
module flip_flop (input wire clk, input wire d, output reg q);
  always @(posedge clk) q <= d;
endmodule
module mux2 (input wire a, input wire b, input wire s, output wire y);
  assign y = s ? b : a;
endmodule
module or2 (input wire a, input wire b, output wire y);
  assign y = a | b;
endmodule
module nand2 (input wire a, input wire b, output wire y);
  assign y = ~(a & b);
endmodule
module inverter (input wire a, output wire y);
  assign y = ~a;
endmodule
module xor2 (input wire a, input wire b, output wire y);
  assign y = a ^ b;
endmodule
module full_adder_cell (input wire a, input wire b, input wire cin, output wire sum, output wire cout);
  full_adder adder (.a(a), .b(b), .cin(cin), .sum(sum), .cout(cout));
endmodule
