/** Writes the JSON Schemas of everything a user reads or writes into schema/, and docs/onnx.md; with --check says which are out of date instead. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { designs } from '../design/index.ts';
import { descriptionSchema } from '../network/index.ts';
import { reproductionSchema } from '../reproduction/index.ts';
import { comparisonResultSchema, configurationSchema, errorRatesSchema, evaluationResultSchema, inspectionSchema } from '../study/index.ts';
import { type Conformance, onnxDocument } from './onnx-document.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const conformance = JSON.parse(readFileSync(`${root}packages/spinloom/src/network/conformance.json`, 'utf8')) as Conformance;

const schemas: Readonly<Record<string, z.ZodType>> = {
  'configuration.schema.json': configurationSchema,
  'evaluation.schema.json': evaluationResultSchema,
  'comparison.schema.json': comparisonResultSchema,
  'error-rates.schema.json': errorRatesSchema,
  'inspection.schema.json': inspectionSchema,
  'network.schema.json': descriptionSchema,
  'reproduction.schema.json': reproductionSchema,
  ...Object.fromEntries(designs.map((design) => [`design-${design.id}.schema.json`, design.options])),
};

/** What users write may leave out what has a default. */
const written = (name: string): boolean => name.startsWith('design') || name.startsWith('network');

const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`schema/${name}`, textOf(name, schema)])),
  'docs/onnx.md': onnxDocument(conformance),
};

function textOf(name: string, schema: z.ZodType): string {
  return `${JSON.stringify({ title: name.replace('.schema.json', ''), ...z.toJSONSchema(schema, { io: written(name) ? 'input' : 'output' }) }, null, 2)}\n`;
}

const check = process.argv.includes('--check');
const stale: string[] = [];
mkdirSync(`${root}schema`, { recursive: true });
for (const [name, text] of Object.entries(files)) {
  const path = `${root}${name}`;
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  if (check) stale.push(name);
  else writeFileSync(path, text);
}
if (stale.length > 0) {
  process.stderr.write(`out of date: ${stale.join(', ')}; run 'npm run schemas'\n`);
  process.exitCode = 1;
}
