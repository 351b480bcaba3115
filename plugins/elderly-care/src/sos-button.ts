import type { CodecMessage } from '@linli/sdk'

type SosReading =
  | { readonly name: 'pressed'; readonly value: { readonly home: string }; readonly time: number }
  | { readonly name: 'battery'; readonly value: number }

/** What SOS buttons call the press in `action`; others say `sos: true`. */
const presses = new Set(['emergency', 'sos', 'panic', 'single', 'on'])

/**
 * Reads an SOS button behind Zigbee2MQTT. The bridge repeats a device's whole state with every report, so a press
 * may be told more than once; the rule's pause takes care of it. The home is the friendly name without its last part:
 * `1-2-301-sos` and `1-2-301/sos` belong to the home `1-2-301`. A press counts from its arrival, whatever the bridge's
 * clock says: a call for help is never too late. A state that the broker had kept is no press.
 */
export function sosButton({ json, address, meta, arrival }: CodecMessage): readonly SosReading[] {
  if (meta.part === 'availability' || typeof json !== 'object' || json === null) return []
  const { sos, action, battery } = json as Readonly<Record<string, unknown>>
  const readings: SosReading[] = []
  const isPress = sos === true || (typeof action === 'string' && presses.has(action))
  if (isPress && meta.retained === undefined)
    readings.push({ name: 'pressed', value: { home: homeOf(address ?? '') }, time: arrival })
  if (battery !== undefined && battery !== null) readings.push({ name: 'battery', value: battery as number })
  return readings
}

/** The home a friendly name belongs to. */
export function homeOf(friendlyName: string): string {
  return friendlyName.replace(/[-/][^-/]*$/, '')
}
