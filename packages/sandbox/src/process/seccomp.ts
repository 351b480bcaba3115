import { endianness } from 'node:os'

interface Machine {
  /** The audit number of its system call interface. */
  readonly arch: number
  /** Numbers from here on belong to another interface of the same processor. */
  readonly foreignFrom: number | null
  readonly denied: readonly number[]
}

/** The same on both machines: io_uring, descriptors of processes, the new way to mount. */
const newer = [424, 425, 426, 427, 428, 429, 430, 431, 432, 433, 434, 438, 442]

/**
 * What a worker has no use for and an attacker might: sockets, signals to others, looking into processes, mounts,
 * namespaces, keys, modules, BPF, performance counters, faults handled in user space.
 */
const machines: Readonly<Record<string, Machine>> = {
  x64: {
    arch: 0xc000003e,
    foreignFrom: 0x40000000,
    denied: [
      ...[41, 42, 43, 49, 50, 288, 62, 101, 310, 311, 312, 165, 166, 155, 161, 272, 308],
      ...[248, 249, 250, 175, 313, 176, 246, 320, 321, 298, 323, 303, 304, 154, ...newer],
    ],
  },
  arm64: {
    arch: 0xc00000b7,
    foreignFrom: null,
    denied: [
      ...[198, 203, 202, 200, 201, 242, 129, 117, 270, 271, 272, 40, 39, 41, 51, 97, 268],
      ...[217, 218, 219, 105, 273, 106, 104, 294, 280, 241, 282, 264, 265, ...newer],
    ],
  },
}

const load = 0x20
const ifEqual = 0x15
const ifAtLeast = 0x35
const end = 0x06
const allow = 0x7fff0000
const refuse = 0x00050001
const kill = 0x80000000

/** A filter of system calls for `bwrap --seccomp`: those above fail with EPERM. Null for a machine that is not known. */
export function seccompFilter(machine: string = process.arch): Buffer | null {
  const known = machines[machine]
  if (known === undefined || endianness() !== 'LE') return null
  const { arch, foreignFrom, denied } = known
  const calls = denied.length
  const steps = [
    [load, 0, 0, 4],
    [ifEqual, 1, 0, arch],
    [end, 0, 0, kill],
    [load, 0, 0, 0],
    ...(foreignFrom === null ? [] : [[ifAtLeast, calls + 1, 0, foreignFrom]]),
    ...denied.map((call, at) => [ifEqual, calls - at, 0, call]),
    [end, 0, 0, allow],
    [end, 0, 0, refuse],
  ] as const
  const filter = Buffer.alloc(steps.length * 8)
  for (const [at, [code = 0, yes = 0, no = 0, value = 0]] of steps.entries()) {
    filter.writeUInt16LE(code, at * 8)
    filter.writeUInt8(yes, at * 8 + 2)
    filter.writeUInt8(no, at * 8 + 3)
    filter.writeUInt32LE(value, at * 8 + 4)
  }
  return filter
}
