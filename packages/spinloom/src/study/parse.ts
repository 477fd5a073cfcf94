/** Parses with a schema, and turns its first complaint into one sentence. */
import type { z } from 'zod';
import { refuse } from '../refusal/index.ts';

export function parseWith<Output>(schema: z.ZodType<Output>, value: unknown, what: string): Output {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.length === 0 ? what : `${what}: ${issue.path.join('.')}`;
  return refuse(`${field}: ${issue.message}${found(value, issue.path)}`);
}

function found(value: unknown, path: readonly PropertyKey[]): string {
  let at: unknown = value;
  for (const key of path) at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined;
  return at === undefined || typeof at === 'object' ? '' : `, found ${JSON.stringify(at)}`;
}
