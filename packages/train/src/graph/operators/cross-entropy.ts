/** Mean soft-max cross-entropy of a batch: logits [n, classes], labels one-hot [n, classes] -> scalar. Gradient: (softmax - label) / n. */
import { divide, multiply, reduceAll, subtract } from '../arithmetic.ts';
import { emit, type Value } from '../draft.ts';
import { record, type Tape } from '../tape.ts';

export function crossEntropy(on: Tape, logits: Value, labels: Value): Value {
  const { graph } = on;
  const n = logits.dims[0]!;
  const logarithms = emit(graph, 'LogSoftmax', [logits], logits.dims, { axis: 1 });
  const loss = divide(graph, reduceAll(graph, 'Sum', multiply(graph, logarithms, labels)), -n);
  return record(on, loss, [logits], (dy) => {
    const shares = emit(graph, 'Softmax', [logits], logits.dims, { axis: 1 });
    return [multiply(graph, subtract(graph, shares, labels), divide(graph, dy, n))];
  });
}
