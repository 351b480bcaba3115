export {
  type Fault,
  SandboxError,
  type SandboxErrorCode,
  type SandboxErrorParams,
  sandboxErrors,
} from './errors.ts'
export { createKernelHost, type KernelHostOptions } from './kernel-host.ts'
export { defaultLimits, type Limits } from './limits.ts'
export type { Bundle, KernelHost, Outcome, SandboxHealth, VendorHost } from './port.ts'
export { createVendorHost, type VendorHostOptions } from './vendor/vendor-host.ts'
