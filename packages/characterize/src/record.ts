/** The figures of all circuits, as `spinloom` keeps them: made from the netlists of `circuitFiles`, whose hash they carry. */
import { createHash } from 'node:crypto';
import { type Characterizer, type CircuitOperation, type RecordedCircuits, storedTexts } from 'spinloom';
import { circuitFiles, senseOperations } from './netlists/index.ts';
import { engineName } from './spice/index.ts';

/** SHA-256 of engine and netlists. */
export function circuitInputs(): string {
  return createHash('sha256')
    .update(JSON.stringify([engineName, circuitFiles()]))
    .digest('hex');
}

export async function recordCircuits(runner: Characterizer): Promise<RecordedCircuits> {
  const cases = senseOperations.flatMap((operation) => storedTexts(operation).map((stored): [CircuitOperation, string] => [operation, stored]));
  const writes = [await runner.write(), await runner.write({ direction: 'reverse' }), await runner.write({ wordLine_V: 1 })];
  const senses = [];
  for (const [operation, stored] of cases) senses.push((await runner.sense(operation, stored)).figures);
  const columns = [];
  for (const row of ['near', 'far'] as const)
    for (const [operation, stored] of cases) columns.push((await runner.column(operation, stored, row)).figures);
  return rounded({
    engine: engineName,
    inputs_sha256: circuitInputs(),
    writes: writes.map(({ figures }) => figures),
    needs: await runner.writeNeeds(120e-6),
    senses,
    columns,
    columnWrite_A: await runner.columnWrite(),
  });
}

/** Six digits: more than the models mean. */
export function rounded<Value>(value: Value): Value {
  if (typeof value === 'number') return Number(value.toPrecision(6)) as Value;
  if (Array.isArray(value)) return value.map(rounded) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)])) as Value;
}
