export { attemptTime_s, barrierNeeded_kT, flipProbability, type RetentionOptions, retentionTime_s, type StorageTask } from './retention.ts';
export { barrierScaling, type ClosedPath, type ScaledWrite, type Scaling, type ScalingOptions, type ScalingPath } from './scaling.ts';
