/** The worker of the browser tests. */
import { serveTasks } from '../page-workers.ts';

serveTasks();
