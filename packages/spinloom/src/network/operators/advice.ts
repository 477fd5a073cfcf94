/** What to do about operators that are seen in exports but have no counterpart here: the end of a refusal. */

const cutOff = 'cut it off: the first output of the graph must be the logits';
const fold = 'where it computes shapes, export with fixed sizes and constant folding (onnxsim)';
const forward = 'use a network of convolutions, pooling and matrix products';
const normalise = 'normalise with BatchNormalization instead';
const qonnx = 'export in the QONNX style (Brevitas: export_qonnx), with Quant nodes instead';
const rectify = 'cut it off behind the logits; elsewhere use Relu, Clip or a quantiser (Quant, BipolarQuant)';
const truncate = 'replace the truncating average pooling by AveragePool and a Quant (Brevitas: AvgPool2d followed by QuantIdentity)';

const advice: Readonly<Record<string, string>> = {
  ArgMax: cutOff,
  ArgMin: cutOff,
  Attention: forward,
  Celu: rectify,
  ConvInteger: qonnx,
  ConvTranspose: forward,
  DequantizeLinear: qonnx,
  DynamicQuantizeLinear: qonnx,
  Einsum: forward,
  Elu: rectify,
  Equal: fold,
  Erf: rectify,
  Expand: fold,
  FloatQuant: 'use integer quantisers (Quant, BipolarQuant)',
  GatherElements: fold,
  GatherND: fold,
  Gelu: rectify,
  GlobalMaxPool: 'use a MaxPool whose kernel_shape is the size of the map',
  GroupNormalization: normalise,
  GRU: forward,
  Hardmax: cutOff,
  HardSigmoid: rectify,
  HardSwish: rectify,
  If: forward,
  InstanceNormalization: normalise,
  LayerNormalization: normalise,
  LeakyRelu: rectify,
  LogSoftmax: cutOff,
  Loop: forward,
  LpNormalization: normalise,
  LRN: normalise,
  LSTM: forward,
  MatMulInteger: qonnx,
  Mish: rectify,
  MultiThreshold: 'export before FINN turns quantisers into thresholds: with its Quant nodes',
  NonZero: fold,
  Pad: 'export with the padding inside the convolution or pooling that follows (its attribute pads); onnxsim moves it there',
  PRelu: rectify,
  QGemm: qonnx,
  QLinearAdd: qonnx,
  QLinearConv: qonnx,
  QLinearMatMul: qonnx,
  QuantizeLinear: qonnx,
  Range: fold,
  ReduceMean: 'average with AveragePool or GlobalAveragePool instead (PyTorch: AdaptiveAvgPool2d(1))',
  Resize: forward,
  RNN: forward,
  Scan: forward,
  ScatterND: fold,
  Selu: rectify,
  Sigmoid: rectify,
  Sign: 'export it as a BipolarQuant with scale 1 (Brevitas: a binary QuantIdentity)',
  Size: fold,
  Softplus: rectify,
  Softsign: rectify,
  Split: 'take the parts by Slice nodes instead',
  Swish: rectify,
  Tanh: rectify,
  ThresholdedRelu: rectify,
  Tile: fold,
  TopK: cutOff,
  Trunc: truncate,
  TruncQuant: truncate,
  Upsample: forward,
  Where: fold,
};

export function adviceFor(operator: string): string | undefined {
  return Object.hasOwn(advice, operator) ? advice[operator] : undefined;
}
