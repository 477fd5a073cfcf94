// Row decoder with one active word line, active high: each line is the AND of the literals of its address.
module row_decoder #(
    parameter integer A = 8
) (
    input  wire [A-1:0]        address,
    input  wire                enable,
    output wire [(1<<A)-1:0]   line
);
  // Two halves are predecoded and met in one gate a line.
  localparam integer LOW = A / 2;
  localparam integer HIGH = A - LOW;
  wire [(1<<LOW)-1:0] low;
  wire [(1<<HIGH)-1:0] high;
  genvar i;
  generate
    for (i = 0; i < (1 << LOW); i = i + 1) begin : lower
      assign low[i] = address[LOW-1:0] == i;
    end
    for (i = 0; i < (1 << HIGH); i = i + 1) begin : upper
      assign high[i] = enable & (address[A-1:LOW] == i);
    end
    for (i = 0; i < (1 << A); i = i + 1) begin : row
      assign line[i] = low[i % (1<<LOW)] & high[i / (1<<LOW)];
    end
  endgenerate
endmodule
