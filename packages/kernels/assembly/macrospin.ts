/**
 * Heun steps of one spin with thermal noise: what device/macrospin (integrate.ts, noise.ts) describes, operation by operation, so that the bits
 * are the same. The words of four blocks of Threefry-2x32-20 are made at once.
 */

/** Steps of a stretch, and its normals: three a step, two a block. */
const steps: i32 = 256;
const normals: i32 = 3 * steps;

// Offsets of tables that the host fills: edges (257), densities (257), scales (256), then noise, words and the two words of a single block.
const densitiesAt: usize = 8 * 257;
const scalesAt: usize = 8 * 514;
const noiseAt: usize = 8 * 770;
const wordsAt: usize = noiseAt + 8 * normals;
const spareAt: usize = wordsAt + 4 * normals;

/** Whose noise stands there: key and stretch, and whether it is noise at all. */
let key0: i32 = 0;
let key1: i32 = 0;
let held: i32 = -1;

// @ts-ignore: decorator
@inline
function turn(y: v128, by: i32): v128 {
  return v128.or(i32x4.shl(y, by), i32x4.shr_u(y, 32 - by));
}

/** Words of the blocks first, first + 1, .. in order: two a block. */
function fillWords(k0: i32, k1: i32, first: i32, target: usize): void {
  const k2 = 0x1bd11bda ^ k0 ^ k1;
  const keys0 = i32x4.splat(k0);
  const keys1 = i32x4.splat(k1);
  const keys2 = i32x4.splat(k2);
  for (let i = 0; i < normals / 2; i += 4, target += 32) {
    let x = i32x4.add(i32x4.add(i32x4.splat(first + i), i32x4(0, 1, 2, 3)), keys0);
    let y = keys1;
    for (let round = 0; round < 5; round++) {
      if (round & 1) {
        x = i32x4.add(x, y);
        y = v128.xor(turn(y, 17), x);
        x = i32x4.add(x, y);
        y = v128.xor(turn(y, 29), x);
        x = i32x4.add(x, y);
        y = v128.xor(turn(y, 16), x);
        x = i32x4.add(x, y);
        y = v128.xor(turn(y, 24), x);
      } else {
        x = i32x4.add(x, y);
        y = v128.xor(turn(y, 13), x);
        x = i32x4.add(x, y);
        y = v128.xor(turn(y, 15), x);
        x = i32x4.add(x, y);
        y = v128.xor(turn(y, 26), x);
        x = i32x4.add(x, y);
        y = v128.xor(turn(y, 6), x);
      }
      x = i32x4.add(x, round == 2 ? keys0 : round == 0 || round == 3 ? keys1 : keys2);
      y = i32x4.add(i32x4.add(y, round == 2 ? keys1 : round == 0 || round == 3 ? keys2 : keys0), i32x4.splat(round + 1));
    }
    v128.store(target, i8x16.shuffle(x, y, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23), 0);
    v128.store(target, i8x16.shuffle(x, y, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31), 16);
  }
}

/** Two words of one block into the spare place. */
function spare(k0: i32, k1: i32, c0: i32, c1: i32, tables: usize): void {
  const k2 = 0x1bd11bda ^ k0 ^ k1;
  let x = c0 + k0;
  let y = c1 + k1;
  for (let round = 0; round < 5; round++) {
    for (let i = 0; i < 4; i++) {
      const by = round & 1 ? (i == 0 ? 17 : i == 1 ? 29 : i == 2 ? 16 : 24) : i == 0 ? 13 : i == 1 ? 15 : i == 2 ? 26 : 6;
      x += y;
      y = rotl(y, by) ^ x;
    }
    x += round == 2 ? k0 : round == 0 || round == 3 ? k1 : k2;
    y += (round == 2 ? k1 : round == 0 || round == 3 ? k2 : k0) + round + 1;
  }
  store<i32>(tables + spareAt, x, 0);
  store<i32>(tables + spareAt, y, 4);
}

/** The shared logarithm (random/log.ts). */
function log(x: f64): f64 {
  const bits = reinterpret<u64>(x);
  let exponent = <i32>(bits >> 52) - 1023;
  let mantissa = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3ff0000000000000);
  if (mantissa > 1.4142135623730951) {
    mantissa *= 0.5;
    exponent += 1;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let series: f64 = 0;
  for (let odd = 25; odd >= 3; odd -= 2) series = (series + 1 / <f64>odd) * square;
  return <f64>exponent * 0.6931471803691238 + (2 * s + (2 * s * series + <f64>exponent * 1.9082149292705877e-10));
}

// @ts-ignore: decorator
@inline
function uniform(word: u32): f64 {
  return (<f64>word + 0.5) / 4294967296;
}

const r: f64 = 3.654152885361009;

function seldom(word: i32, block: i32, lane: i32, tables: usize): f64 {
  let current = word;
  let attempt = 1;
  while (true) {
    const layer = current & 255;
    const x = (<f64>(current >> 8) + 0.5) * load<f64>(tables + (<usize>layer << 3), scalesAt);
    if (abs(x) < load<f64>(tables + (<usize>layer << 3), 8)) return x;
    spare(key0, key1, block, 2 * attempt + lane, tables);
    const u = uniform(load<u32>(tables, spareAt));
    if (layer == 0) {
      let beyond = -log(u) / r;
      let height = -log(uniform(load<u32>(tables, spareAt + 4)));
      while (2 * height <= beyond * beyond) {
        attempt++;
        spare(key0, key1, block, 2 * attempt + lane, tables);
        beyond = -log(uniform(load<u32>(tables, spareAt))) / r;
        height = -log(uniform(load<u32>(tables, spareAt + 4)));
      }
      return x < 0 ? -(r + beyond) : r + beyond;
    }
    const lower = load<f64>(tables + (<usize>layer << 3), densitiesAt);
    const upper = load<f64>(tables + (<usize>layer << 3), densitiesAt + 8);
    if (log(lower + u * (upper - lower)) < -0.5 * x * x) return x;
    current = load<i32>(tables, spareAt + 4);
    attempt++;
  }
}

function fillNoise(first: i32, tables: usize): void {
  fillWords(key0, key1, first, tables + wordsAt);
  for (let i: i32 = 0; i < normals; i++) {
    const word = load<i32>(tables + wordsAt + (<usize>i << 2));
    const layer = tables + (<usize>(word & 255) << 3);
    const x = (<f64>(word >> 8) + 0.5) * load<f64>(layer, scalesAt);
    store<f64>(tables + (<usize>i << 3), abs(x) < load<f64>(layer, 8) ? x : seldom(word, first + (i >> 1), i & 1, tables), noiseAt);
  }
}

/**
 * Moves m (f64 x 3) from step `from` to step `to`; returns when mx first rose above 0, in steps from 0, or -1.
 * `c`: f64 advance, damping, x, y, z, damping-like, field-like, sigma.
 */
export function advanceSpin(m: usize, c: usize, tables: usize, k0: i32, k1: i32, from: i32, to: i32): f64 {
  const sigma = load<f64>(c, 56);
  let crossed: f64 = -1;
  for (let step = from; step < to; ) {
    const stretch = step / steps;
    const start = stretch * steps;
    const end = min(to, start + steps);
    if (sigma == 0) {
      memory.fill(tables + noiseAt, 0, 8 * normals);
      held = -1;
    } else if (held != stretch || key0 != k0 || key1 != k1) {
      key0 = k0;
      key1 = k1;
      fillNoise((stretch * normals) / 2, tables);
      held = stretch;
    }
    const at = heun(m, c, tables + noiseAt, step - start, end - start);
    if (crossed < 0 && at >= 0) crossed = <f64>start + at;
    step = end;
  }
  return crossed;
}

function heun(m: usize, c: usize, noise: usize, from: i32, to: i32): f64 {
  const dt = load<f64>(c, 0);
  const damping = load<f64>(c, 8);
  const kx = load<f64>(c, 16);
  const ky = load<f64>(c, 24);
  const kz = load<f64>(c, 32);
  const dl = load<f64>(c, 40);
  const fl = load<f64>(c, 48);
  const sigma = load<f64>(c, 56);
  const half = 0.5 * dt;
  let crossed: f64 = -1;
  let mx = load<f64>(m, 0);
  let my = load<f64>(m, 8);
  let mz = load<f64>(m, 16);
  let h = noise + <usize>(24 * from);
  for (let step = from; step < to; step++, h += 24) {
    const tx = fl + sigma * load<f64>(h, 0);
    const ty = sigma * load<f64>(h, 8);
    const tz = sigma * load<f64>(h, 16);
    let hx = kx * mx + tx;
    let hy = ky * my + dl * mz + ty;
    let hz = kz * mz - dl * my + tz;
    let cx = my * hz - mz * hy;
    let cy = mz * hx - mx * hz;
    let cz = mx * hy - my * hx;
    const ax = cx + damping * (my * cz - mz * cy);
    const ay = cy + damping * (mz * cx - mx * cz);
    const az = cz + damping * (mx * cy - my * cx);
    const px = mx - dt * ax;
    const py = my - dt * ay;
    const pz = mz - dt * az;
    hx = kx * px + tx;
    hy = ky * py + dl * pz + ty;
    hz = kz * pz - dl * py + tz;
    cx = py * hz - pz * hy;
    cy = pz * hx - px * hz;
    cz = px * hy - py * hx;
    const nx = mx - half * (ax + cx + damping * (py * cz - pz * cy));
    const ny = my - half * (ay + cy + damping * (pz * cx - px * cz));
    const nz = mz - half * (az + cz + damping * (px * cy - py * cx));
    const length = 1 / sqrt(nx * nx + ny * ny + nz * nz);
    const before = mx;
    mx = nx * length;
    my = ny * length;
    mz = nz * length;
    if (mx > 0 && crossed < 0) crossed = before > 0 ? <f64>step : <f64>step + before / (before - mx);
  }
  store<f64>(m, mx, 0);
  store<f64>(m, my, 8);
  store<f64>(m, mz, 16);
  return crossed;
}
