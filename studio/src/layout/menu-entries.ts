import InstallationIcon from '@mui/icons-material/AppsOutlined'
import TaskIcon from '@mui/icons-material/AssignmentTurnedInOutlined'
import SubmissionIcon from '@mui/icons-material/EditNoteOutlined'
import IncidentIcon from '@mui/icons-material/FactCheckOutlined'
import AccountsIcon from '@mui/icons-material/GroupOutlined'
import PlaceIcon from '@mui/icons-material/HolidayVillageOutlined'
import SourceIcon from '@mui/icons-material/HubOutlined'
import AlertIcon from '@mui/icons-material/NotificationsActiveOutlined'
import DeadLetterIcon from '@mui/icons-material/ReportOffOutlined'
import DeviceIcon from '@mui/icons-material/SensorsOutlined'
import RecordIcon from '@mui/icons-material/TableViewOutlined'
import type { SvgIconProps } from '@mui/material'
import type { ComponentType } from 'react'
import { tenders } from '../contract/use-roles.ts'
import type { WordKey } from '../i18n/zh.ts'

/** One line of the menu. On phones `primary` ones stand in the bar at the bottom, the rest under 更多. */
export interface MenuEntry {
  readonly to: string
  readonly label: WordKey
  /** For the bar at the bottom of phones, where the label is long. */
  readonly short?: WordKey
  readonly icon: ComponentType<SvgIconProps>
  readonly primary: boolean
  /** Which count stands beside it. */
  readonly count?: 'tasks' | 'alerts'
  /** Who sees it; everybody where nothing is said. */
  readonly roles?: readonly string[]
}

/** The menu, in the order of a working day. */
export const menuEntries: readonly { readonly title: WordKey; readonly entries: readonly MenuEntry[] }[] = [
  {
    title: 'nav.handling',
    entries: [
      { to: '/', label: 'nav.desk', short: 'nav.deskShort', icon: TaskIcon, primary: true, count: 'tasks' },
      { to: '/alerts', label: 'nav.alerts', icon: AlertIcon, primary: true, count: 'alerts' },
      { to: '/incidents', label: 'nav.incidents', icon: IncidentIcon, primary: true },
      { to: '/submissions', label: 'nav.submissions', icon: SubmissionIcon, primary: false },
    ],
  },
  {
    title: 'nav.running',
    entries: [
      { to: '/devices', label: 'nav.devices', icon: DeviceIcon, primary: true },
      { to: '/installations', label: 'nav.installations', icon: InstallationIcon, primary: false },
      { to: '/records', label: 'nav.records', icon: RecordIcon, primary: false },
      { to: '/dead-letters', label: 'nav.deadLetters', icon: DeadLetterIcon, primary: false },
    ],
  },
  {
    title: 'nav.setup',
    entries: [
      { to: '/places', label: 'nav.places', icon: PlaceIcon, primary: false, roles: tenders },
      { to: '/sources', label: 'nav.sources', icon: SourceIcon, primary: false, roles: tenders },
      { to: '/accounts', label: 'nav.accounts', icon: AccountsIcon, primary: false, roles: ['admin'] },
    ],
  },
]

/** Whether the page at `path` belongs to the entry. */
export function isCurrent(entry: MenuEntry, path: string): boolean {
  return entry.to === '/' ? path === '/' : path === entry.to || path.startsWith(`${entry.to}/`)
}
