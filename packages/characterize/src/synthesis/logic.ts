/** Boolean functions of cells, as Liberty writes them: ! ' ^ & * | + and parentheses; evaluated on 32 cases at once, one a bit. */
import { refuse } from 'spinloom';

/** A function with its operands. `evaluate` takes 32 cases a number. */
export interface Logic {
  readonly text: string;
  readonly operands: readonly string[];
  readonly evaluate: (value: (operand: string) => number) => number;
}

type Node = (value: (operand: string) => number) => number;

/** Reads a function; refuses what is none. Precedence, strongest first: not, xor, and, or. */
export function parseLogic(text: string): Logic {
  const tokens = text.match(/[A-Za-z_][\w[\]]*|[01]|[!'^&*|+()]/g) ?? [];
  const operands: string[] = [];
  let at = 0;
  const level = (signs: string, apply: (a: number, b: number) => number, inner: () => Node, juxtaposed = false): (() => Node) => {
    return () => {
      let node = inner();
      for (let token = tokens[at]; token !== undefined; token = tokens[at]) {
        if (signs.includes(token)) at++;
        else if (!juxtaposed || !/^[A-Za-z_01!(]/.test(token)) break;
        const left = node;
        const right = inner();
        node = (value) => apply(left(value), right(value));
      }
      return node;
    };
  };
  const unary = (): Node => {
    const token = tokens[at++];
    let node: Node;
    if (token === '!') {
      const inner = unary();
      return (value) => ~inner(value);
    }
    if (token === '(') {
      node = or();
      if (tokens[at++] !== ')') refuse(`cell library: function '${text}' lacks a closing parenthesis`);
    } else if (token === '0') node = () => 0;
    else if (token === '1') node = () => -1;
    else if (token === undefined || !/^[A-Za-z_]/.test(token))
      return refuse(`cell library: function '${text}' is not understood at '${token ?? 'its end'}'`);
    else {
      if (!operands.includes(token)) operands.push(token);
      node = (value) => value(token);
    }
    while (tokens[at] === "'") {
      at++;
      const inner = node;
      node = (value) => ~inner(value);
    }
    return node;
  };
  const xor = level('^', (a, b) => a ^ b, unary);
  const and = level('&*', (a, b) => a & b, xor, true);
  const or = level('|+', (a, b) => a | b, and);
  const evaluate = or();
  if (at < tokens.length) refuse(`cell library: function '${text}' is not understood at '${tokens[at]}'`);
  return { text, operands, evaluate };
}
