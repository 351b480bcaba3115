import type { DataClass } from '@linli/sdk'
import type { Database } from './tables.ts'

/** What a column with personal content is for, how long it stays, and how it looks to those who may not read it. */
export interface PersonalColumn {
  readonly class: Exclude<DataClass, 'C0' | 'C1'>
  readonly subject: 'resident' | 'staff'
  readonly purpose: readonly string[]
  /** Days after its row has served its purpose. */
  readonly retentionDays: number
  readonly mask: 'name' | 'phone' | 'all'
}

type ColumnName = { [Table in keyof Database]: `${Table}.${keyof Database[Table] & string}` }[keyof Database]

/**
 * Every column of our own tables that holds something about a person, as `table.column`. What a plugin's records,
 * forms and reference rows hold is declared in its contract; observations carry the class of their model.
 */
export const personalColumns: Partial<Record<ColumnName, PersonalColumn>> = {
  'people.name': {
    class: 'C2',
    subject: 'resident',
    purpose: ['contact', 'care'],
    retentionDays: 180,
    mask: 'name',
  },
  'people.phone': {
    class: 'C2',
    subject: 'resident',
    purpose: ['contact', 'care'],
    retentionDays: 180,
    mask: 'phone',
  },
  'people.note': { class: 'C2', subject: 'resident', purpose: ['care'], retentionDays: 180, mask: 'all' },
  'residences.person': {
    class: 'C2',
    subject: 'resident',
    purpose: ['contact', 'care'],
    retentionDays: 180,
    mask: 'all',
  },
  'accounts.login': { class: 'C2', subject: 'staff', purpose: ['sign-in'], retentionDays: 180, mask: 'name' },
  'accounts.name': {
    class: 'C2',
    subject: 'staff',
    purpose: ['handling'],
    retentionDays: 1095,
    mask: 'name',
  },
  'incidentEvents.note': {
    class: 'C2',
    subject: 'resident',
    purpose: ['handling'],
    retentionDays: 1095,
    mask: 'all',
  },
  'submissions.values': {
    class: 'C2',
    subject: 'resident',
    purpose: ['handling'],
    retentionDays: 1095,
    mask: 'all',
  },
  'attachments.name': {
    class: 'C2',
    subject: 'resident',
    purpose: ['handling'],
    retentionDays: 1095,
    mask: 'all',
  },
  'deadLetters.raw': {
    class: 'C2',
    subject: 'resident',
    purpose: ['repair'],
    retentionDays: 30,
    mask: 'all',
  },
}
