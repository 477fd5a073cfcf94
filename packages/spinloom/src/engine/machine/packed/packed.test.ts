import { backendSuite } from './backend.suite.ts';
import { packedBackend } from './backend.ts';

backendSuite('packed', packedBackend);
