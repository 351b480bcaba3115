import { personal } from '@linli/sdk'

/** A charging card: it stands for one person. */
export const tagNote = personal({
  subject: 'card-holder',
  purpose: ['charging'],
  retention: '180d',
  mask: 'id',
})

/** Who holds a charging card. */
export const holderNote = personal({
  subject: 'card-holder',
  purpose: ['charging'],
  retention: '730d',
  mask: 'name',
})

/** When and how long somebody charged: their movements and habits. */
export const habitNote = personal({
  subject: 'card-holder',
  purpose: ['charging'],
  retention: '180d',
  mask: 'all',
})

/** What a worker writes or photographs on the spot. */
export const remarkNote = personal({
  subject: 'resident',
  purpose: ['handling'],
  retention: '365d',
  mask: 'all',
})
