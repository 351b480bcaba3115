import type { Json } from '@linli/kernel'
import { demoCameras, demoFacades } from './devices.ts'
import { demoIdTags } from './id-tags.ts'
import { careHomes, headOf } from './people.ts'
import { demoPlates } from './plates.ts'

type Row = Readonly<Record<string, Json>>

/** A scenario as the demo has it in use. Settings not named keep the contract's default. */
export interface DemoInstallation {
  readonly plugin: string
  readonly settings: Row
  readonly reference: Readonly<Record<string, readonly Row[]>>
}

/** All four scenarios; times are short, so that a visitor sees what they do within a minute or two. */
export const demoInstallations: readonly DemoInstallation[] = [
  {
    plugin: 'smart-parking',
    settings: { overstayMinutes: 2, silentMinutes: 2, repeatMinutes: 2 },
    reference: {
      vehicles: demoPlates.map(({ plate, group, holder, home }) => ({
        plate,
        group,
        holder,
        ...(home !== '' && { home }),
      })),
      lanes: demoCameras.map(({ serial, lane, direction }) => ({ serial, lane: lane.zh, direction })),
    },
  },
  {
    plugin: 'falling-objects',
    settings: { repeatCount: 2 },
    reference: {
      facades: demoFacades.map(({ cameraIndex, building, side }) => ({
        camera: cameraIndex,
        building: `${building}号楼`,
        side: side.zh,
      })),
    },
  },
  {
    plugin: 'elderly-care',
    settings: { quietMinutes: 2, outMinutes: 1, silentMinutes: 30 },
    reference: {
      'care-plans': careHomes.map(({ home, place }, index) => ({
        home,
        name: headOf(place).name,
        contact: `1000002${String(1000 + index)}`,
        agreedOn: '2026-03-01',
      })),
    },
  },
  {
    plugin: 'charging-piles',
    settings: { occupyMinutes: 1, silentMinutes: 10 },
    reference: { 'id-tags': demoIdTags.map(({ tag, status, holder }) => ({ tag, status, holder })) },
  },
]
