import { headOf } from './people.ts'
import { at } from './place.ts'

/** A made-up vehicle. */
export interface DemoPlate {
  readonly plate: string
  readonly group: 'resident' | 'visitor' | 'property' | 'service'
  readonly holder: string
  readonly home: string
}

const residents: readonly (readonly [plate: string, building: number, unit: number, room: number])[] = [
  ['鲁PD1234', 1, 1, 102],
  ['鲁PD2086', 1, 1, 201],
  ['鲁PE7715', 1, 2, 101],
  ['鲁PD03691', 1, 2, 202],
  ['鲁PF4402', 2, 1, 101],
  ['鲁PF9130', 2, 1, 301],
  ['鲁PDF2217', 2, 2, 102],
  ['鲁PG5558', 2, 2, 302],
  ['鲁PG6071', 3, 1, 101],
  ['鲁PH8820', 3, 1, 202],
  ['鲁PD88126', 3, 2, 201],
  ['鲁PJ3049', 3, 2, 302],
]

/** Registered vehicles: residents', two visitors', one of the property company, one of the health station. */
export const demoPlates: readonly DemoPlate[] = [
  ...residents.map(([plate, building, unit, room]) => ({
    plate,
    group: 'resident' as const,
    holder: headOf(at(building, unit, room)).name,
    home: `${building}-${unit}-${room}`,
  })),
  { plate: '鲁PV7001', group: 'visitor', holder: '访客甲', home: '1-1-102' },
  { plate: '鲁PV7002', group: 'visitor', holder: '访客乙', home: '2-2-302' },
  { plate: '鲁PW0001', group: 'property', holder: '物业巡逻车', home: '' },
  { plate: '鲁PX0120', group: 'service', holder: '社区卫生服务站', home: '' },
]

/** Vehicles nobody registered. */
export const strangerPlates: readonly string[] = ['鲁PZ9001', '鲁PZ9002', '鲁PZ97003', '豫JZ9004']
