import { personal } from '@linli/sdk'

/** A picture of a façade shows windows and balconies: homes and, by chance, people. */
export const pictureNote = personal({
  subject: 'resident',
  purpose: ['safety'],
  retention: '30d',
  mask: 'all',
})

/** What a worker writes or photographs on the spot. */
export const remarkNote = personal({
  subject: 'resident',
  purpose: ['handling'],
  retention: '365d',
  mask: 'all',
})
