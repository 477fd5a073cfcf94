/** An operator left to the digital unit, with its constants in its attributes. */
import { type ElementType, isFloat, type Numbers } from '../element.ts';
import { type Operand, sizeOf } from '../operators/operator.ts';
import type { Step } from '../resolve.ts';
import type { Digital } from '../types.ts';

/** An operand of a digital node: dims with the batch (1). With `data` it is a constant; without, it comes over the next port. */
export interface DigitalOperand {
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly data?: Numbers;
}

/**
 * The digital node of a step. `attributes` holds the ONNX attributes, `opset`, `where` (which opens a refusal while it runs), and `operands`: one `DigitalOperand` each, undefined where left out.
 * Quantised weights stand there dequantised, as float32. `why`: why it does not run in the sub-arrays.
 */
export function digitalOf(step: Step, name: string, why: string): Digital {
  const constants = step.call.operands.filter((operand) => operand?.data !== undefined && isFloat(operand.type));
  return {
    kind: 'digital',
    name,
    operator: step.file,
    why,
    attributes: {
      ...step.call.attributes,
      opset: step.call.opset,
      where: step.call.where,
      ...(step.call.output !== undefined && { output: step.call.output }),
      ...(step.call.outputs !== undefined && { outputs: step.call.outputs }),
      operands: step.call.operands.map((operand) => operand && bare(operand)),
    },
    macs: step.operator.macs?.(step.call) ?? 0,
    elements: sizeOf(step.dims),
    parameterBits: 32 * constants.reduce((sum, operand) => sum + sizeOf(operand!.dims), 0),
  };
}

function bare({ type, dims, data }: Operand): DigitalOperand {
  return { type, dims, ...(data && { data }) };
}
