import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { differenceOf, loweredDifferenceOf, modelsIn, reasonOf, testdata } from './testing/onnx-testdata.suite.ts';

const absent = !existsSync(testdata);
if (absent) {
  const sentence = `The package libonnx-testdata is not installed (looked at $ONNX_TESTDATA and ${testdata}): ONNX's own tests are left out.`;
  if (process.env.SPINLOOM_ONNX_TESTDATA === 'required') throw new Error(`${sentence} SPINLOOM_ONNX_TESTDATA=required forbids that.`);
  console.log(sentence);
}

/**
 * What conformance.json holds, and docs/onnx.md tells. `npx vitest run -u` writes it again; a change of it is a change of what is claimed.
 * Models that are in neither list run and give what is expected.
 */
interface Conformance {
  readonly source: string;
  readonly models: number;
  readonly run: number;
  readonly exceptions: Readonly<Record<string, string>>;
  readonly unsupported: Readonly<Record<string, readonly string[]>>;
}

/** Models that would run but whose expected output is not what the standard says, with the reason. */
const truncated = 'expects bfloat16 cut off; the standard, and the tests of later releases, round to the nearest';
const exceptions: Readonly<Record<string, string>> = {
  'node/test_cast_FLOAT_to_BFLOAT16': truncated,
  'node/test_castlike_FLOAT_to_BFLOAT16': truncated,
  'node/test_castlike_FLOAT_to_BFLOAT16_expanded': truncated,
};

test.skipIf(absent)("every model of ONNX's own tests that is not refused for a known limit gives the outputs that are expected", async () => {
  const models = modelsIn(testdata);
  const unsupported: Record<string, string[]> = {};
  const wrong: string[] = [];
  let run = 0;
  for (const model of models) {
    if (Object.hasOwn(exceptions, model)) continue;
    try {
      const difference = differenceOf(testdata, model);
      if (difference === undefined) run++;
      else wrong.push(`${model}: ${difference}`);
    } catch (error) {
      const reason = (error as Error).name === 'Refusal' ? reasonOf((error as Error).message) : undefined;
      if (reason === undefined) wrong.push(`${model}: ${(error as Error).stack}`);
      else (unsupported[reason] ??= []).push(model);
    }
  }
  const byReason = Object.entries(unsupported).sort(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1));
  console.log(
    [
      `ONNX's own tests: ${run} of ${models.length} models run and agree; not supported:`,
      ...byReason.map(([reason, names]) => `  ${names.length} ${reason}`),
      ...Object.entries(exceptions).map(([model, why]) => `  excepted: ${model}, ${why}`),
    ].join('\n'),
  );
  expect(wrong).toEqual([]);
  const found: Conformance = {
    source: 'Debian package libonnx-testdata 1.12.0',
    models: models.length,
    run,
    exceptions,
    unsupported: Object.fromEntries(byReason),
  };
  await expect(`${JSON.stringify(found, null, 2)}\n`).toMatchFileSnapshot('conformance.json');
});

test.skipIf(absent)('models that are networks of one image are the same by their graph, lowered, and run as a whole', () => {
  let same = 0;
  const wrong: string[] = [];
  for (const model of modelsIn(testdata)) {
    try {
      const difference = loweredDifferenceOf(testdata, model);
      if (difference === undefined) same++;
      else wrong.push(`${model}: ${difference}`);
    } catch (error) {
      if ((error as Error).name !== 'Refusal') wrong.push(`${model}: ${(error as Error).stack}`);
    }
  }
  console.log(`Of these, ${same} are networks of one image: reference, lowered network and whole graph agree.`);
  expect(wrong).toEqual([]);
  // Most are refused for a batch; that all were would be a fault.
  expect(same).toBeGreaterThan(200);
});
