export type { LineGroups } from './answer-lines.ts'
export { checkBundle, largestBundle } from './bundle/check-bundle.ts'
export { type CodecRunOptions, runCodec } from './codec-run.ts'
export {
  type Fault,
  SandboxError,
  type SandboxErrorCode,
  type SandboxErrorParams,
  sandboxErrors,
} from './errors.ts'
export { createKernelHost, type KernelHostOptions } from './kernel-host.ts'
export { defaultLimits, type Limits } from './limits.ts'
export type {
  Bundle,
  KernelHost,
  LogLine,
  Outcome,
  OutcomeError,
  PluginHealth,
  SandboxHealth,
  VendorHost,
  WorkerHealth,
} from './port.ts'
export type { Tier } from './process/launch.ts'
export { type RulesRunOptions, runRules } from './rules-run.ts'
export { createVendorHost, type VendorHostOptions } from './vendor/vendor-host.ts'
