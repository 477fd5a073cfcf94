// 4:2 compressor of XORs and multiplexers (paper 2, eq. 2 and Fig. 5b). The complement bars that the print lost are restored:
//   carry = (x1^x2^x3^x4) cin + not(x1^x2^x3^x4) x4,   cout = (x1^x2) x3 + not(x1^x2) x1.
module compressor42_xm (
    input  wire x1,
    input  wire x2,
    input  wire x3,
    input  wire x4,
    input  wire cin,
    output wire sum,
    output wire carry,
    output wire cout
);
  wire low  = x1 ^ x2;
  wire high = x3 ^ x4;
  wire all  = high ? ~low : low;
  assign sum   = cin ? ~all : all;
  assign carry = all ? cin : x4;
  assign cout  = low ? x3 : x1;
endmodule
