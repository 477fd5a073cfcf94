export { type Technology, technologies, technology } from './node45.ts';
