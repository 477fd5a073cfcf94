/** Operators that compute each element of their result from one element of each operand. */
import { type ElementType, isInteger } from '../element.ts';
import { type Call, dataOf, type Operator, operandOf } from '../operators/operator.ts';
import { broadcastShape, channelLink, elementwise, foldElements } from './broadcast.ts';

export interface Unary {
  /** Attributes that are understood. Default: none. */
  readonly attributes?: readonly string[];
  /** Sign of a function that never changes direction, 0 where it does: a monotone one may stand between a dot product and its quantiser. Default: it may not. */
  readonly slope?: number | ((call: Call) => number);
  /** The function is a x + b. Default: false. */
  readonly affine?: boolean;
  /** Element type of the result. Default: that of the operand. */
  readonly type?: ElementType;
}

/** An operator that applies to each element the function that its attributes describe. */
export function unary(functionOf: (call: Call) => (x: number) => number, options: Unary = {}): Operator {
  const { attributes = [], slope, affine = false, type } = options;
  return {
    attributes,
    shape: (call) => operandOf(call, 0).dims,
    ...(type && { type: () => type }),
    run: (call) => ({ dims: operandOf(call, 0).dims, data: dataOf(call, 0).map(functionOf(call)) }),
    ...(slope !== undefined && {
      link: (call, operand) => {
        const sign = typeof slope === 'number' ? slope : slope(call);
        return operand === 0 && sign !== 0 ? { kind: 'map', affine, slope: () => sign, apply: functionOf(call) } : undefined;
      },
    }),
  };
}

/** Sign of the dependence on one operand while the other is the constant `c`; NaN where it does not keep to one. `first`: the chain is the first operand. */
export type Slope = (c: number, first: boolean) => number;

export interface Binary {
  readonly attributes?: readonly string[];
  /** Default: no rule, and no place in a chain. */
  readonly slope?: Slope;
  /** a x + b in either operand. Default: false. */
  readonly affine?: boolean;
  readonly type?: ElementType;
}

/** An operator on pairs of elements, with broadcasting. `functionOf` tells integers from floats. */
export function binary(functionOf: (call: Call, integer: boolean) => (a: number, b: number) => number, options: Binary = {}): Operator {
  const { attributes = [], slope, affine = false, type } = options;
  // Integer arithmetic needs whole numbers on both sides; a file may mix its types, as Pow may.
  const chosen = (call: Call): ((a: number, b: number) => number) =>
    functionOf(call, isInteger(operandOf(call, 0).type) && isInteger(operandOf(call, 1).type));
  return {
    attributes,
    shape: (call) => broadcastShape(call),
    ...(type && { type: () => type }),
    run: (call) => elementwise(call, chosen(call)),
    ...(slope && {
      link: (call, operand, kernels) => {
        const f = chosen(call);
        return channelLink(call, operand, kernels, affine, (x, c, first) => (first ? f(x, c) : f(c, x)), slope);
      },
    }),
  };
}

/** An operator on any number of operands, folded one after another, with broadcasting. */
export function variadic(
  step: (folded: number, x: number) => number,
  options: { readonly finish?: (folded: number, operands: number) => number; readonly affine?: boolean; readonly keepsCodes?: true } = {},
): Operator {
  const { finish = (folded) => folded, affine = false, keepsCodes } = options;
  return {
    attributes: [],
    shape: (call) => broadcastShape(call),
    run: (call) => foldElements(call, step, finish),
    ...(keepsCodes && { keepsCodes }),
    link: (call, operand, kernels) => {
      if (call.operands.length === 1) return { kind: 'map', affine: true, slope: () => 1, apply: (x) => finish(x, 1) };
      if (call.operands.length > 2) return undefined;
      return channelLink(
        call,
        operand,
        kernels,
        affine,
        (x, c, first) => finish(first ? step(x, c) : step(c, x), 2),
        () => 1,
      );
    },
  };
}
