import { personal } from '@linli/sdk'

/** A plate and what shows it: whose car was where. */
export const plateNote = personal({
  subject: 'vehicle-holder',
  purpose: ['parking', 'safety'],
  retention: '180d',
  mask: 'plate',
})

/** When a car came and went: a person's movements. */
export const movementNote = personal({
  subject: 'vehicle-holder',
  purpose: ['parking'],
  retention: '180d',
  mask: 'all',
})

/** Who holds a registered vehicle. */
export const holderNote = personal({
  subject: 'vehicle-holder',
  purpose: ['parking'],
  retention: '730d',
  mask: 'name',
})

/** Where a registered vehicle is at home. */
export const homeNote = personal({
  subject: 'vehicle-holder',
  purpose: ['parking'],
  retention: '730d',
  mask: 'address',
})

/** What a worker writes or photographs on the spot: people and plates may be in it. */
export const remarkNote = personal({
  subject: 'resident',
  purpose: ['handling'],
  retention: '365d',
  mask: 'all',
})
