/**
 * The floors of packages/spinloom/src: a room imports rooms of lower floors only, and only through their index.ts.
 * The table is the one of CONTRIBUTING.md. Type imports count as imports.
 */
const src = '^packages/spinloom/src/';
// A suite is shared by several tests.
const test = '[.](test|suite)[.]ts$';

// Lowest first. Rooms of one floor may import each other, except where `apart` says so.
const floors = [
  ['technology', 'quantity', 'random', 'refusal'],
  ['device'],
  ['circuit'],
  ['array', 'network'],
  ['engine/schedule'],
  ['engine/machine', 'design'],
  ['power'],
  ['study'],
  ['reproduction'],
  ['cli', 'node', 'schema'],
];
const apart = [
  ['array', 'network'],
  ['engine/machine', 'design'],
];
// The rooms that open files, print, start threads or read a clock.
const outer = ['cli', 'node', 'schema'];
// Packages that make sense on a terminal or in Node only.
const nodePackages = ['commander', 'cli-progress', 'cli-table3', 'picocolors', 'piscina'];

const rooms = floors.flat();
const any = (names) => `(${names.join('|')})`;
const inside = (names) => `${src}${any(names)}/`;
const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const floorRules = floors
  .slice(0, -1)
  .map((floor, i) =>
    error(
      `floor-${floor.join('+').replaceAll('/', '-')}`,
      `${floor.join(', ')} may import lower floors only`,
      { path: inside(floor) },
      { path: [inside(floors.slice(i + 1).flat()), `${src}index[.]ts$`] },
    ),
  );

const apartRules = apart.flatMap(([a, b]) => [
  error(`apart-${a}-${b}`.replaceAll('/', '-'), `${a} and ${b} do not know each other`, { path: inside([a]) }, { path: inside([b]) }),
  error(`apart-${b}-${a}`.replaceAll('/', '-'), `${a} and ${b} do not know each other`, { path: inside([b]) }, { path: inside([a]) }),
]);

// A room inside a room (circuit/blocks, design/<id>) may read its parent's files directly; the parent reads it through its index.ts.
const subRoom = { circuit: 'blocks/', design: '[^/]+/' };
const faceRules = rooms.map((room) =>
  error(
    `face-${room.replaceAll('/', '-')}`,
    `${room} is imported through ${room}/index.ts`,
    { pathNot: [inside([room]), test] },
    { path: room in subRoom ? `${src}${room}/(?!${subRoom[room]})` : inside([room]), pathNot: `${src}${room}/index[.]ts$` },
  ),
);

module.exports = {
  forbidden: [
    ...floorRules,
    ...apartRules,
    ...faceRules,
    error(
      'face-circuit-blocks',
      'circuit/blocks is imported through circuit/blocks/index.ts',
      { pathNot: [`${src}circuit/blocks/`, test] },
      { path: `${src}circuit/blocks/`, pathNot: `${src}circuit/blocks/index[.]ts$` },
    ),
    error(
      'face-of-a-design',
      'a design is imported through design/<id>/index.ts',
      { pathNot: [`${src}design/[^/]+/`, test] },
      { path: `${src}design/[^/]+/`, pathNot: `${src}design/[^/]+/index[.]ts$` },
    ),
    error(
      'face-between-designs',
      'a design is imported through design/<id>/index.ts',
      { path: `${src}design/([^/]+)/`, pathNot: test },
      { path: `${src}design/[^/]+/`, pathNot: [`${src}design/$1/`, `${src}design/[^/]+/index[.]ts$`] },
    ),
    error('face-of-the-package', 'index.ts is what runs in a browser too', { path: `${src}index[.]ts$` }, { path: inside(outer) }),
    error('unknown-room', 'a new room gets a floor in .dependency-cruiser.cjs', { path: src, pathNot: [inside(rooms), `${src}[^/]+[.]ts$`] }, {}),
    error(
      'unknown-room-imported',
      'a new room gets a floor in .dependency-cruiser.cjs',
      {},
      { path: src, pathNot: [inside(rooms), `${src}[^/]+[.]ts$`] },
    ),
    error(
      'node-builtins',
      `only ${outer.join(', ')} may use what Node has and a browser has not`,
      { path: src, pathNot: [inside(outer), test] },
      { dependencyTypes: ['core'] },
    ),
    error(
      'node-packages',
      `only ${outer.join(', ')} may print, parse options or start threads`,
      { path: src, pathNot: [inside(outer), test] },
      { path: `node_modules/${any(nodePackages)}/` },
    ),
    error(
      'spinloom-knows-no-package',
      'spinloom imports kernels; the other packages point to spinloom, never back; the outer rooms may try an optional package by a dynamic import',
      { path: '^packages/spinloom/', pathNot: inside(outer) },
      { path: '^(packages/(?!(spinloom|kernels)/)|bench/|examples/)' },
    ),
    error(
      'who-calls-kernels',
      'the engine and the macrospin call the kernels',
      { path: src, pathNot: [`${src}engine/machine/`, `${src}device/macrospin/`, test] },
      { path: '^packages/kernels/' },
    ),
    error(
      'kernels-know-no-package',
      'kernels imports nothing',
      { path: '^packages/kernels/src/' },
      { path: '^(packages/(?!kernels/)|bench/|examples/)' },
    ),
    error(
      'spinloom-needs-no-package',
      'an optional package is reached by a dynamic import only',
      { path: inside(outer) },
      { path: '^(packages/(?!(spinloom|kernels)/)|bench/|examples/|@spinloom/)', dynamic: false },
    ),
    error(
      'train-knows-spinloom-only',
      'train imports no other package',
      { path: '^packages/train/' },
      { path: '^(packages/(?!(spinloom|train)/)|bench/|examples/)' },
    ),
    error(
      'characterize-knows-spinloom-only',
      'characterize imports no other package',
      { path: '^packages/characterize/' },
      { path: '^(packages/(?!(spinloom|characterize)/)|bench/|examples/)' },
    ),
    error('bench-knows-spinloom-only', 'bench imports no other package', { path: '^bench/' }, { path: '^(packages/(?!spinloom/)|examples/)' }),
    error(
      'package-through-its-exports',
      "other packages import 'spinloom' and 'spinloom/node'",
      { path: '^(packages/(?!spinloom/)|bench/|examples/)' },
      { path: src, pathNot: `${src}(node/)?index[.]ts$` },
    ),
    error('cycle', 'no cycles, type imports included', {}, { circular: true }),
    // Optional packages may be absent.
    error('unresolvable', 'the import leads nowhere', {}, { couldNotResolve: true, pathNot: '^@spinloom/' }),
  ],
  options: {
    exclude: { path: '(^|/)(dist|bin|models|data)/' },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'types', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.d.ts'],
    },
  },
};
