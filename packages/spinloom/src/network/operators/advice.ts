/** What to do about operators that are seen in exports but have no counterpart here: the end of a refusal. */

const cutOff = 'cut it off: the first output of the graph must be the logits';
const fold = 'where it computes shapes, export with fixed sizes and constant folding (onnxsim)';
const forward = 'use a network of convolutions, pooling and matrix products';
const loss = 'export the network for inference, without its loss';
const qonnx = 'export in the QONNX style (Brevitas: export_qonnx), with Quant nodes instead';
const truncate = 'replace the truncating average pooling by AveragePool and a Quant (Brevitas: AvgPool2d followed by QuantIdentity)';

const advice: Readonly<Record<string, string>> = {
  Attention: forward,
  ConvInteger: qonnx,
  DequantizeLinear: qonnx,
  DynamicQuantizeLinear: qonnx,
  Einsum: forward,
  FloatQuant: 'use integer quantisers (Quant, BipolarQuant)',
  GatherND: fold,
  GRU: forward,
  If: 'only a branch that the sizes of the image decide is followed; export for inference, with a fixed image size',
  Loop: forward,
  LSTM: forward,
  MatMulInteger: qonnx,
  MultiThreshold: 'export before FINN turns quantisers into thresholds: with its Quant nodes',
  NegativeLogLikelihoodLoss: loss,
  NonMaxSuppression: cutOff,
  NonZero: fold,
  QGemm: qonnx,
  QLinearAdd: qonnx,
  QLinearConv: qonnx,
  QLinearMatMul: qonnx,
  QuantizeLinear: qonnx,
  RNN: forward,
  RoiAlign: cutOff,
  Scan: forward,
  ScatterND: fold,
  SoftmaxCrossEntropyLoss: loss,
  Trunc: truncate,
  TruncQuant: truncate,
};

/** Operators with advice. */
export function unsupported(): readonly (readonly [name: string, advice: string])[] {
  return Object.entries(advice);
}

export function adviceFor(operator: string): string | undefined {
  return Object.hasOwn(advice, operator) ? advice[operator] : undefined;
}
