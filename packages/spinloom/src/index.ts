export type * from './network/index.ts';
