import type { Json, Text } from '@linli/kernel'

/** A value a device last reported. */
export interface DeviceValue {
  readonly name: string
  readonly title: Text | null
  readonly unit: string | null
  readonly value: Json
  readonly time: string
}

/** A device with its last values. */
export interface DeviceRow {
  readonly id: string
  readonly name: string
  /** `plugin/model`. */
  readonly model: string
  readonly modelTitle: Text | null
  readonly community: string
  readonly place: string | null
  readonly path: string
  readonly source: string | null
  readonly address: string | null
  readonly state: 'active' | 'disabled'
  /** Null where the model does not say how often it reports. */
  readonly online: boolean | null
  readonly lastSeen: string | null
  readonly values: readonly DeviceValue[]
  readonly commands: readonly string[]
}
