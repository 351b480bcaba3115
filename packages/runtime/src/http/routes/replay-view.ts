import type { Rule } from '@linli/kernel'
import { type Static, Type } from '@sinclair/typebox'
import type { Change } from '../../replay/change.ts'
import type { ReplayJob } from '../../replay/jobs.ts'
import type { ReplayOrder } from '../../replay/order.ts'
import type { Api } from '../api.ts'
import type { Labels } from '../labels.ts'
import { choice, defineShape, Grade, nullable, TextShape, Time, time, timeOrNull } from '../shape.ts'
import type { Sight } from '../sight/sight.ts'

const changeKind = choice(['kept', 'new', 'gone', 'fired'], {
  description: 'In both versions, only in the second, only in the first; `fired` where there is but one.',
})

const CountsShape = defineShape(
  'ReplayCounts',
  Type.Object({
    rule: Type.String(),
    kept: Type.Integer(),
    new: Type.Integer(),
    gone: Type.Integer(),
    fired: Type.Integer(),
  }),
)

const fields = {
  id: Type.String(),
  installation: Type.String(),
  path: Type.String(),
  what: choice(['as-run', 'what-if'], {
    description: 'As it ran, compared with what is stored; or another version, compared with what runs.',
  }),
  over: choice(['history', 'file']),
  state: choice(['waiting', 'running', 'done', 'failed', 'cancelled']),
  askedAt: Time,
  endedAt: nullable(Time),
  records: Type.Integer({ description: 'Folded so far.' }),
  share: Type.Number({ description: 'How far it is, from 0 to 1.' }),
  exact: nullable(Type.Boolean({ description: 'As it ran: whether exactly what ran live came out again.' })),
  late: nullable(
    Type.Integer({ description: 'Observations of a file that came later than their source may.' }),
  ),
  clock: nullable(Time),
  rules: Type.Array(CountsShape.ref),
  error: nullable(Type.Object({ code: Type.String(), message: TextShape.ref })),
}

export const ReplayShape = defineShape('Replay', Type.Object(fields))

export const ReplayChangeShape = defineShape(
  'ReplayChange',
  Type.Object({
    change: changeKind,
    rule: Type.String(),
    key: Type.String(),
    device: nullable(Type.String()),
    deviceName: nullable(Type.String()),
    place: nullable(Type.String()),
    onset: Time,
    at: Time,
    was: nullable(Type.Object({ at: Time }, { description: 'Where it fires at another time than before.' })),
    waited: Type.Integer({ description: 'From the onset until it fired, ms.' }),
    grade: Grade,
    action: choice(['alert', 'task', 'command']),
  }),
)

/** A replay as it is told. */
export function toReplay({ id, order, ...job }: ReplayJob<ReplayOrder>): Static<typeof ReplayShape.schema> {
  return {
    id,
    installation: order.installation.id,
    path: order.path,
    what: order.whatIf ? 'what-if' : 'as-run',
    over: order.over,
    state: job.state,
    askedAt: time(job.askedAt),
    endedAt: timeOrNull(job.endedAt),
    ...job.progress,
    exact: job.summary?.exact ?? null,
    late: order.over === 'file' ? (job.summary?.late ?? null) : null,
    clock: timeOrNull(job.summary?.clock ?? null),
    rules: [...job.counts].map(([rule, counts]) => ({ rule, ...counts })),
    error: job.error && { code: job.error.code, message: job.error.text },
  }
}

/** What changed, without what the reader may not ask about. */
export function toChanges(
  { order, changes }: ReplayJob<ReplayOrder>,
  { ids }: Api,
  sight: Sight,
  labels: Labels,
): Static<typeof ReplayChangeShape.schema>[] {
  const { path, installation } = order
  const cause = ({ effect }: Change) => ({ installation: installation.id, rule: effect.rule, path })
  return changes.filter((one) => sight.asks(cause(one))).map((one) => toChange(one))

  function toChange(one: Change): Static<typeof ReplayChangeShape.schema> {
    const { change, effect } = one
    const { rule, onset, at, grade, action, cause: by } = effect
    const was = change === 'kept' && one.was.at !== at ? { at: time(one.was.at) } : null
    return {
      change,
      rule,
      key: sight.key({ ...cause(one), key: effect.key, device: by.device, place: by.place }),
      device: by.device === null ? null : ids.shown(by.device),
      deviceName: sight.deviceName(labels, by.device, path),
      place: by.place,
      onset: time(onset),
      at: time(at),
      was,
      waited: at - onset,
      grade,
      action: Object.keys(action)[0] as 'alert' | 'task' | 'command',
    }
  }
}

/** Rules of a body: their form is checked like that of every other, when the program is chosen. */
export const asRules = (rules: readonly unknown[]): readonly Rule[] => rules as readonly Rule[]
