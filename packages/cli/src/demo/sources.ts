import type { Text } from '@linli/kernel'
import { demoSourceIds } from './devices.ts'

/** A connection of the demo: `plugin` and `spec` name the source in that plugin's contract. */
export interface DemoSource {
  readonly id: string
  readonly kind: 'mqtt' | 'http' | 'ocpp'
  readonly plugin: string
  readonly spec: string
  readonly name: Text
}

/** Everything the simulators speak to. MQTT sources use the server's own broker. */
export const demoSources: readonly DemoSource[] = [
  {
    id: demoSourceIds.plates,
    kind: 'http',
    plugin: 'smart-parking',
    spec: 'plates',
    name: { zh: '东门车牌相机', en: 'East gate cameras' },
  },
  {
    id: demoSourceIds.lorawan,
    kind: 'mqtt',
    plugin: 'smart-parking',
    spec: 'lorawan',
    name: { zh: '车位传感网', en: 'Bay sensor network' },
  },
  {
    id: demoSourceIds.throwing,
    kind: 'http',
    plugin: 'falling-objects',
    spec: 'platform',
    name: { zh: '社区视频平台', en: 'Community video platform' },
  },
  {
    id: demoSourceIds.zigbee,
    kind: 'mqtt',
    plugin: 'elderly-care',
    spec: 'zigbee',
    name: { zh: '居家传感网关', en: 'Home sensor gateway' },
  },
  {
    id: demoSourceIds.ocpp,
    kind: 'ocpp',
    plugin: 'charging-piles',
    spec: 'ocpp',
    name: { zh: '社区充电桩', en: 'Community charge points' },
  },
]
