import CityIcon from '@mui/icons-material/AccountBalanceOutlined'
import BuildingIcon from '@mui/icons-material/ApartmentOutlined'
import UnitIcon from '@mui/icons-material/DoorSlidingOutlined'
import CommunityIcon from '@mui/icons-material/HolidayVillageOutlined'
import DistrictIcon from '@mui/icons-material/LocationCityOutlined'
import RoomIcon from '@mui/icons-material/MeetingRoomOutlined'
import SiteIcon from '@mui/icons-material/ParkOutlined'
import StreetIcon from '@mui/icons-material/SignpostOutlined'
import type { SvgIconProps } from '@mui/material'
import type { ComponentType } from 'react'
import type { PlaceRow } from '../contract/use-places.ts'

/** What a place is. */
export type PlaceKind = PlaceRow['kind']

/** The sign of each kind. */
export const kindIcons: Readonly<Record<PlaceKind, ComponentType<SvgIconProps>>> = {
  city: CityIcon,
  district: DistrictIcon,
  street: StreetIcon,
  community: CommunityIcon,
  building: BuildingIcon,
  unit: UnitIcon,
  room: RoomIcon,
  site: SiteIcon,
}

/** What can be added below a place within a community; the first is the usual one. */
export const kindsBelow: Readonly<Partial<Record<PlaceKind, readonly Exclude<PlaceKind, 'community'>[]>>> = {
  community: ['building', 'site'],
  building: ['unit', 'room', 'site'],
  unit: ['room', 'site'],
}

const collator = new Intl.Collator('zh-CN', { numeric: true })

/** 2号楼 before 10号楼. */
export function byName(a: PlaceRow, b: PlaceRow): number {
  return collator.compare(a.name, b.name)
}
