export { type Roadmap, roadmaps, type WireType, wireTypes } from './node-table.ts';
export { type Technology, technologies, technology } from './node45.ts';
export { type Transistors, transistors } from './transistors.ts';
export { type Wire, wire } from './wires.ts';
