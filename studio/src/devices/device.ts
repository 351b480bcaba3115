import type { Schemas } from '../api/client.ts'

/** A device with its last values. */
export type DeviceRow = Schemas['Device']

/** A value a device last reported. */
export type DeviceValue = DeviceRow['values'][number]
