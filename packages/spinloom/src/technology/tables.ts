/**
 * The tables of transistors and wires by node, as data: 22, 32, 45, 65, 90, 120 and 200 nm, three roadmaps, six types of wire.
 *
 * The numbers are those that NVSim carries (ITRS as CACTI and MASTAR gave it): facts, carried over; none of its code is.
 */

import type { NodeTable } from './node-table.ts';
import { node22 } from './nodes/node22.ts';
import { node32 } from './nodes/node32.ts';
import { node45 } from './nodes/node45.ts';
import { node65 } from './nodes/node65.ts';
import { node90 } from './nodes/node90.ts';
import { node120 } from './nodes/node120.ts';
import { node200 } from './nodes/node200.ts';

/** Smallest first. */
export const nodeTables: readonly NodeTable[] = [node22, node32, node45, node65, node90, node120, node200];
