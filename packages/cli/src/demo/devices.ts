import type { Text } from '@linli/kernel'
import { careHomes } from './people.ts'
import { at, communityPath } from './place.ts'

/** A device of the demo: its model (`plugin/model`), where it is and how its source calls it. */
export interface DemoDevice {
  readonly id: string
  readonly model: string
  readonly name: Text
  readonly place: string
  readonly source: string
  readonly address: string
}

/** The ids of the demo's sources: devices post to `/in/<id>`. */
export const demoSourceIds = {
  lorawan: 'demo-lorawan',
  zigbee: 'demo-zigbee',
  plates: 'demo-plates',
  throwing: 'demo-throwing',
  ocpp: 'demo-ocpp',
} as const

/** A lane camera as it is mounted. */
export interface DemoCamera {
  readonly serial: string
  readonly lane: Text
  readonly direction: 'entry' | 'exit'
  readonly ip: string
}

/** The cameras at the gate. */
export const demoCameras: readonly DemoCamera[] = [
  {
    serial: 'a1b2c3d4-00e10001',
    lane: { zh: '东门入口', en: 'East gate, entry' },
    direction: 'entry',
    ip: '10.20.0.11',
  },
  {
    serial: 'a1b2c3d4-00e10002',
    lane: { zh: '东门出口', en: 'East gate, exit' },
    direction: 'exit',
    ip: '10.20.0.12',
  },
]

/** A bay and the sensor in its ground. */
export interface DemoBay {
  readonly label: string
  readonly devEui: string
  readonly maker: 'bosch-tps110' | 'nwave-nps310sm'
  readonly place: string
}

/** Sixteen bays: ten with Bosch sensors, six with Nwave sensors. */
export const demoBays: readonly DemoBay[] = Array.from({ length: 16 }, (_, index) => ({
  label: `${'ABC'[index % 3]}${String(Math.floor(index / 3) + 1).padStart(2, '0')}`,
  devEui:
    (index < 10 ? 0x00_07_81n : 0x70_b3_d5n).toString(16).padStart(6, '0') +
    (0xfe_00_00_10_00n + BigInt(index)).toString(16),
  maker: index < 10 ? 'bosch-tps110' : 'nwave-nps310sm',
  place: at((index % 3) + 1),
}))

/** A camera that looks up a façade. */
export interface DemoFacade {
  readonly cameraIndex: string
  readonly building: number
  readonly side: Text
}

/** One camera a building, two at the tallest. */
export const demoFacades: readonly DemoFacade[] = [
  { cameraIndex: '4f0c7d1e0b5a4c1d9a3e000000000101', building: 1, side: { zh: '南立面', en: 'south side' } },
  { cameraIndex: '4f0c7d1e0b5a4c1d9a3e000000000201', building: 2, side: { zh: '南立面', en: 'south side' } },
  { cameraIndex: '4f0c7d1e0b5a4c1d9a3e000000000301', building: 3, side: { zh: '南立面', en: 'south side' } },
  { cameraIndex: '4f0c7d1e0b5a4c1d9a3e000000000302', building: 3, side: { zh: '北立面', en: 'north side' } },
]

/** Charge points, two connectors each. */
export const demoChargePoints: readonly { readonly id: string; readonly place: string }[] = Array.from(
  { length: 6 },
  (_, index) => ({ id: `WT-CP-${String(index + 1).padStart(2, '0')}`, place: at((index % 3) + 1) }),
)

const careModels = [
  { what: 'door', model: 'elderly-care/door-contact', name: { zh: '门磁', en: 'door contact' } },
  { what: 'motion', model: 'elderly-care/motion-sensor', name: { zh: '人体感应', en: 'motion sensor' } },
  { what: 'sos', model: 'elderly-care/sos-button', name: { zh: '紧急按钮', en: 'SOS button' } },
] as const

const careDevices = careHomes.flatMap(({ home, place }) =>
  careModels.map(({ what, model, name }) => ({
    id: `care-${home}-${what}`,
    model,
    name: { zh: `${home} ${name.zh}`, en: `${home} ${name.en}` },
    place,
    source: demoSourceIds.zigbee,
    address: `${home}-${what}`,
  })),
)

/** Every device of the demo community, forty in all. */
export const demoDevices: readonly DemoDevice[] = [
  ...demoCameras.map((camera, index) => ({
    id: `gate-camera-${index + 1}`,
    model: 'smart-parking/plate-camera',
    name: { zh: `${camera.lane.zh}车牌相机`, en: `${camera.lane.en}, plate camera` },
    place: communityPath,
    source: demoSourceIds.plates,
    address: camera.serial,
  })),
  ...demoBays.map((bay) => ({
    id: `bay-${bay.label.toLowerCase()}`,
    model: 'smart-parking/bay',
    name: { zh: `${bay.label} 车位`, en: `Bay ${bay.label}` },
    place: bay.place,
    source: demoSourceIds.lorawan,
    address: bay.devEui,
  })),
  ...demoFacades.map((facade, index) => ({
    id: `facade-camera-${index + 1}`,
    model: 'falling-objects/facade-camera',
    name: {
      zh: `${facade.building}号楼${facade.side.zh}相机`,
      en: `Building ${facade.building}, ${facade.side.en} camera`,
    },
    place: at(facade.building),
    source: demoSourceIds.throwing,
    address: facade.cameraIndex,
  })),
  ...careDevices,
  ...demoChargePoints.map(({ id, place }, index) => ({
    id: `charge-point-${index + 1}`,
    model: 'charging-piles/charge-point',
    name: { zh: `${index + 1}号充电桩`, en: `Charge point ${index + 1}` },
    place,
    source: demoSourceIds.ocpp,
    address: id,
  })),
]
