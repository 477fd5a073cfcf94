export { type ActivationStudy, studyActivations } from './activations.ts';
export { type ArraySearchRun, runArraySearch } from './array-search.ts';
export {
  type CompareRequest,
  type Comparison,
  type ComparisonResult,
  compare,
  comparedFigures,
  comparisonResultSchema,
  type PerArea,
  perAreaFigures,
} from './compare.ts';
export { type Configuration, configurationSchema } from './configuration.ts';
export { type DataSet, readDataSet } from './data-set.ts';
export { circuitErrors, type ErrorModel, type ErrorOutcome, errorRatesSchema, givenRates, readErrorRates } from './errors.ts';
export { configure, costOf, defaultDesign, type EvaluateRequest, type Evaluation, evaluate, preprocessingOf, withMeasured } from './evaluate.ts';
export { type Executor, inlineExecutor, type Task } from './executor.ts';
export { figureAt, type TreeLine, tree } from './explain.ts';
export { explainResult, readResult } from './explain-result.ts';
export { defaultSample, type ImposedNetwork, type ImposeRequest, imposeBits } from './impose-bits.ts';
export { type InspectedLayer, type Inspection, inspectionSchema, inspectNetwork, inspectSurvey } from './inspect.ts';
export { type LayerMap, layerMap, type MapRow, type SegmentMap } from './layer-map.ts';
export { serveTasks, workerExecutor } from './page-workers.ts';
export { parseWith } from './parse.ts';
export { type EvaluationResult, evaluationResultSchema, type LayerResult, resultOf } from './result.ts';
export { runSwitching, type SwitchingDistribution } from './switching.ts';
export { taskNamed } from './tasks.ts';
export { version } from './version.ts';
