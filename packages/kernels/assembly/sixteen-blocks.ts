/** Threefry-2x32-20, sixteen blocks at once. */

// @ts-ignore: decorator
@inline
function turn(y: v128, by: i32): v128 {
  return v128.or(i32x4.shl(y, by), i32x4.shr_u(y, 32 - by));
}

/** By whole bytes: one shuffle. */
// @ts-ignore: decorator
@inline
function turn16(y: v128): v128 {
  return i8x16.shuffle(y, y, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
}

// @ts-ignore: decorator
@inline
function turn24(y: v128): v128 {
  return i8x16.shuffle(y, y, 1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12);
}

/** Words of the blocks (counter, 0) to (counter + 15, 0): first words, and second ones. Four vectors side by side keep the processor busy. */
export function sixteenBlocks(key0: i32, key1: i32, counter: i32, firsts: usize, seconds: usize): void {
  const k0 = i32x4.splat(key0);
  const k1 = i32x4.splat(key1);
  const k2 = i32x4.splat(0x1bd11bda ^ key0 ^ key1);
  const first = i32x4.add(i32x4.add(i32x4.splat(counter), i32x4(0, 1, 2, 3)), k0);
  let a = first;
  let b = i32x4.add(first, i32x4.splat(4));
  let c = i32x4.add(first, i32x4.splat(8));
  let d = i32x4.add(first, i32x4.splat(12));
  let e = k1;
  let f = k1;
  let g = k1;
  let h = k1;
  for (let round = 0; round < 5; round++) {
    if (round & 1) {
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn(e, 17), a);
      f = v128.xor(turn(f, 17), b);
      g = v128.xor(turn(g, 17), c);
      h = v128.xor(turn(h, 17), d);
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn(e, 29), a);
      f = v128.xor(turn(f, 29), b);
      g = v128.xor(turn(g, 29), c);
      h = v128.xor(turn(h, 29), d);
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn16(e), a);
      f = v128.xor(turn16(f), b);
      g = v128.xor(turn16(g), c);
      h = v128.xor(turn16(h), d);
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn24(e), a);
      f = v128.xor(turn24(f), b);
      g = v128.xor(turn24(g), c);
      h = v128.xor(turn24(h), d);
    } else {
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn(e, 13), a);
      f = v128.xor(turn(f, 13), b);
      g = v128.xor(turn(g, 13), c);
      h = v128.xor(turn(h, 13), d);
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn(e, 15), a);
      f = v128.xor(turn(f, 15), b);
      g = v128.xor(turn(g, 15), c);
      h = v128.xor(turn(h, 15), d);
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn(e, 26), a);
      f = v128.xor(turn(f, 26), b);
      g = v128.xor(turn(g, 26), c);
      h = v128.xor(turn(h, 26), d);
      a = i32x4.add(a, e);
      b = i32x4.add(b, f);
      c = i32x4.add(c, g);
      d = i32x4.add(d, h);
      e = v128.xor(turn(e, 6), a);
      f = v128.xor(turn(f, 6), b);
      g = v128.xor(turn(g, 6), c);
      h = v128.xor(turn(h, 6), d);
    }
    const left = round == 2 ? k0 : round == 0 || round == 3 ? k1 : k2;
    const right = i32x4.add(round == 2 ? k1 : round == 0 || round == 3 ? k2 : k0, i32x4.splat(round + 1));
    a = i32x4.add(a, left);
    b = i32x4.add(b, left);
    c = i32x4.add(c, left);
    d = i32x4.add(d, left);
    e = i32x4.add(e, right);
    f = i32x4.add(f, right);
    g = i32x4.add(g, right);
    h = i32x4.add(h, right);
  }
  v128.store(firsts, a, 0);
  v128.store(firsts, b, 16);
  v128.store(firsts, c, 32);
  v128.store(firsts, d, 48);
  v128.store(seconds, e, 0);
  v128.store(seconds, f, 16);
  v128.store(seconds, g, 32);
  v128.store(seconds, h, 48);
}
