/**
 * Compiles assembly/ twice, for engines with and without relaxed SIMD, and writes both modules as text into src/modules.ts: one import loads
 * them in Node, in a page and through any bundler alike. Does nothing where that file was made from the same sources.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const target = `${here}src/modules.ts`;
const sources = readdirSync(`${here}assembly`).filter((name) => name.endsWith('.ts'));
const hash = createHash('sha256');
for (const path of ['build.mjs', ...sources.sort().map((name) => `assembly/${name}`)]) hash.update(path).update(readFileSync(here + path));
const mark = `// Made by build.mjs from sources ${hash.digest('hex')}\n`;

if (!existsSync(target) || !readFileSync(target, 'utf8').startsWith(mark)) {
  // Loaded only where there is something to compile: the compiler takes a second to load.
  const { main } = await import('assemblyscript/asc');
  const modules = [];
  for (const [name, features] of [
    ['baseline', ['simd']],
    ['relaxed', ['simd', 'relaxed-simd']],
  ]) {
    let bytes;
    const { error, stderr } = await main(
      [
        'assembly/index.ts',
        ...['--outFile', 'module.wasm', '--runtime', 'stub', '--initialMemory', '16', '-O3', '--noAssert', '--use', 'abort='],
        ...features.flatMap((feature) => ['--enable', feature]),
      ],
      {
        readFile: (path, base) => (existsSync(`${here}${base === '.' ? '' : base}/${path}`) ? readFileSync(`${here}/${path}`, 'utf8') : null),
        writeFile: (_path, contents) => {
          bytes = contents;
        },
        listFiles: () => [],
      },
    );
    if (error !== null || bytes === undefined) throw new Error(`the ${name} kernels do not compile\n${stderr.toString()}`);
    modules.push(`export const ${name}: string =\n  '${Buffer.from(bytes).toString('base64')}';\n`);
  }
  writeFileSync(target, `${mark}// WebAssembly modules in base64.\n\n${modules.join('\n')}`);
}
