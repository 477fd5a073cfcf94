/** The netlists as files to take away. They run in any ngspice that has the FreePDK45 card beside them under the name that they include. */
import { columnNetlist, columnWriteNetlist } from './column.ts';
import { nvFlipFlopNetlist } from './nv-flip-flop.ts';
import { senseNetlist, senseOperations, storedValues } from './sense.ts';
import { writeNetlist } from './write.ts';

/** Text by file name. */
export function circuitFiles(): Readonly<Record<string, string>> {
  const sensed = senseOperations.flatMap((operation) =>
    storedValues(operation).flatMap((stored) => {
      const name = `${operation}-${stored.map(Number).join('')}.cir`;
      return [
        [`sense-${name}`, senseNetlist({ operation, stored })],
        [`column-far-${name}`, columnNetlist({ operation, stored, row: 'far' })],
        [`column-near-${name}`, columnNetlist({ operation, stored, row: 'near' })],
      ] as const;
    }),
  );
  return {
    'write-forward.cir': writeNetlist(),
    'write-reverse.cir': writeNetlist({ direction: 'reverse' }),
    'write-unboosted.cir': writeNetlist({ wordLine_V: 1 }),
    'column-write.cir': columnWriteNetlist(),
    'nv-flip-flop-0.cir': nvFlipFlopNetlist(false),
    'nv-flip-flop-1.cir': nvFlipFlopNetlist(true),
    ...Object.fromEntries(sensed),
  };
}
