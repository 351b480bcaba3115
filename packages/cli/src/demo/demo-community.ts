import { type DemoAccount, demoAccounts } from './accounts.ts'
import { type DemoDevice, demoDevices } from './devices.ts'
import { type DemoInstallation, demoInstallations } from './installations.ts'
import { type DemoPerson, type DemoRelation, demoPeople, demoRelations } from './people.ts'
import { communityPath, type DemoPlace, demoPlaces } from './place.ts'
import { type DemoSource, demoSources } from './sources.ts'

/** Everything `linli start` shows a visitor, as data; nobody and nothing in it is real. */
export interface DemoCommunity {
  /** Path of the community that installs the scenarios. */
  readonly community: string
  readonly places: readonly DemoPlace[]
  readonly people: readonly DemoPerson[]
  readonly relations: readonly DemoRelation[]
  readonly accounts: readonly DemoAccount[]
  readonly sources: readonly DemoSource[]
  readonly devices: readonly DemoDevice[]
  readonly installations: readonly DemoInstallation[]
}

/** The demo community: 梧桐社区, three buildings, forty devices, four scenarios. */
export const demoCommunity: DemoCommunity = {
  community: communityPath,
  places: demoPlaces,
  people: demoPeople,
  relations: demoRelations,
  accounts: demoAccounts,
  sources: demoSources,
  devices: demoDevices,
  installations: demoInstallations,
}
