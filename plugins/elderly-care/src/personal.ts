import { personal } from '@linli/sdk'

/** Whether somebody is at home and moves: sensitive, and of no use after a month. */
export const presenceNote = personal({
  class: 'C3',
  subject: 'cared-for',
  purpose: ['care'],
  retention: '30d',
  mask: 'all',
})

/** When somebody moved or opened the door last: what whoever goes to see them has to know. */
export const momentNote = personal({
  subject: 'cared-for',
  purpose: ['care', 'handling'],
  retention: '30d',
  mask: 'all',
})

/** That somebody called for help. */
export const callNote = personal({
  class: 'C3',
  subject: 'cared-for',
  purpose: ['care', 'handling'],
  retention: '365d',
  mask: 'all',
})

/** Which home is looked after. */
export const homeNote = personal({
  subject: 'cared-for',
  purpose: ['care'],
  retention: '365d',
  mask: 'address',
})

/** The name of who is looked after. */
export const nameNote = personal({
  subject: 'cared-for',
  purpose: ['care'],
  retention: '365d',
  mask: 'name',
})

/** Whom to call: a relative's name and number. */
export const contactNote = personal({
  subject: 'emergency-contact',
  purpose: ['care'],
  retention: '365d',
  mask: 'phone',
})

/** What a visitor found out about somebody's state. */
export const visitNote = personal({
  class: 'C3',
  subject: 'cared-for',
  purpose: ['care', 'handling'],
  retention: '365d',
  mask: 'all',
})
