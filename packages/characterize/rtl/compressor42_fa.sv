// 4:2 compressor as two full adders in series (paper 2, Fig. 5a): x1 + x2 + x3 + x4 + cin = sum + 2 (carry + cout).
// cout does not depend on cin, so a row of them has no carry chain.
module compressor42_fa (
    input  wire x1,
    input  wire x2,
    input  wire x3,
    input  wire x4,
    input  wire cin,
    output wire sum,
    output wire carry,
    output wire cout
);
  wire between;
  full_adder first (.a(x1), .b(x2), .cin(x3), .sum(between), .cout(cout));
  full_adder second (.a(between), .b(x4), .cin(cin), .sum(sum), .cout(carry));
endmodule
