/** One defect put into a copy of the kernel: this very text, which stands there once, replaced by that. */
export interface Mutant {
  /** What is wrong then. */
  readonly name: string
  /** Below `src`. */
  readonly file: string
  readonly from: string
  readonly to: string
}

const mutant = (file: string, name: string, from: string, to: string): Mutant => ({ name, file, from, to })

/** Defects that somebody could make; the kernel's tests have to find every one of them. */
export const mutants: readonly Mutant[] = [
  // Sources and the watermark
  mutant(
    'fold/sources.ts',
    'a message just on time is late',
    'return stamp - time > known.lateness && connected(known.gaps, time, stamp) > known.lateness',
    'return connected(known.gaps, time, stamp) >= known.lateness',
  ),
  mutant(
    'fold/sources.ts',
    'a message is late by the clock, not by connected time',
    'connected(known.gaps, time, stamp) > known.lateness',
    'stamp - time > known.lateness',
  ),
  mutant(
    'fold/sources.ts',
    'the watermark runs on while a source is away',
    'known.gaps.length === 0 ? now - known.lateness',
    'known.gaps.length >= 0 ? now - known.lateness',
  ),
  mutant(
    'fold/sources.ts',
    'a wait does not stand still while its source is away',
    'end += gap.to - Math.max(since, gap.from)',
    'end += 0',
  ),
  mutant(
    'fold/sources.ts',
    'the watermark is the greatest of the sources',
    'least = Math.min(least, known.gaps',
    'least = Math.max(least, known.gaps',
  ),
  mutant(
    'fold/sources.ts',
    'early timers do not stand still while a source catches up',
    'least = Math.min(least, last.from)',
    'least = Math.min(least, now)',
  ),
  mutant(
    'fold/installation.ts',
    'an instant at the watermark is settled too soon',
    'if (first >= this.#watermark ||',
    'if (first > this.#watermark ||',
  ),
  mutant(
    'fold/installation.ts',
    'a timer fires before what is said at its time',
    'else if (instant === first)',
    'else if (instant === first && timer !== first)',
  ),
  mutant(
    'fold/installation.ts',
    'a release comes into force after what is said at its time',
    'if (control === first)',
    'if (control === first && instant !== first)',
  ),
  mutant(
    'fold/installation.ts',
    'a source that nobody declared feeds nothing',
    '|| !sources.isKnown(source)',
    '',
  ),
  // What is held, and in which order
  mutant(
    'fold/held.ts',
    'the device sequence does not order',
    'a.time - b.time || a.seq - b.seq ||',
    'a.time - b.time ||',
  ),
  mutant(
    'fold/held.ts',
    'a duplicate counts twice',
    'before.id !== one.id || before.seq !== one.seq',
    'true',
  ),
  mutant(
    'fold/facts.ts',
    'an older report replaces a newer one of the place',
    'compareObservations(mine, theirs) > 0',
    'compareObservations(mine, theirs) < 0',
  ),
  mutant(
    'fold/facts.ts',
    'a device that moves stays where it was',
    'residents.get(place.key)?.delete(facts)',
    '',
  ),
  // Levels
  mutant(
    'fold/judge.ts',
    'the schedule does not matter to levels',
    'schedule === null || schedule.inside(at) ? holds(view.test, stage.frame) : false',
    'holds(view.test, stage.frame)',
  ),
  mutant('fold/judge.ts', 'unknown ends what has fired', 'held === undefined ? undefined : !held', '!held'),
  mutant(
    'fold/judge.ts',
    'what clears is not held long enough',
    'rule.clear.hold === 0) return end',
    'rule.clear.hold >= 0) return end',
  ),
  mutant(
    'fold/judge.ts',
    'the condition coming back does not stop clearing',
    'return before.clearing === null ? before : { ...before, clearing: null, due: Infinity }\n  }',
    'return before\n  }',
  ),
  mutant(
    'fold/judge.ts',
    'what goes out of date is not looked at again in time',
    '+ freshFor + 1',
    '+ freshFor + 2',
  ),
  mutant(
    'fold/judge.ts',
    'an episode is named by when it fired',
    'const running = { ...idle, since: at, onset: at,',
    'const running = { ...idle, since: at, onset: at + hold,',
  ),
  mutant(
    'fold/judge.ts',
    'nobody is told that it is over',
    "stage.takeBack(view, seat.key, before, 'cleared')",
    '',
  ),
  // Absence
  mutant(
    'fold/judge.ts',
    'an absence outside its schedule fires',
    'if (rule.schedule && !rule.schedule.inside(at))',
    'if (rule.schedule && rule.schedule.inside(at) && false)',
  ),
  mutant(
    'fold/judge.ts',
    'an absence that was put off fires after the period has begun',
    'rule.schedule.nextStart(at)',
    'rule.schedule.nextStart(at) + 1',
  ),
  mutant(
    'fold/settled.ts',
    'a wait that was put off is not set again',
    'if (later !== episode) episodes.put',
    'if (later === episode) episodes.put',
  ),
  // Counting, cooldown, sequences
  mutant(
    'fold/occur.ts',
    'what happened exactly so long ago does not count',
    'one.at - other.at <= within',
    'one.at - other.at < within',
  ),
  mutant('fold/occur.ts', 'the same value counts twice', 'other.value !== value', 'true'),
  mutant(
    'fold/occur.ts',
    'counting goes on after firing',
    'cooled: rule.cooldown > 0 ? one.at : -Infinity, counted: []',
    'cooled: rule.cooldown > 0 ? one.at : -Infinity, counted',
  ),
  mutant(
    'fold/occur.ts',
    'a wait that runs is begun anew',
    "sequence.kind === 'notFollowedBy' && memory.awaited !== null",
    'false',
  ),
  mutant(
    'fold/occur.ts',
    'what follows at the very end comes too late',
    "sequence.kind === 'followedBy' ? due + 1 : due",
    "sequence.kind === 'followedBy' ? due - 1 : due",
  ),
  mutant(
    'fold/episode.ts',
    'a cooldown lasts a moment too long',
    'at - cooled < rule.cooldown',
    'at - cooled <= rule.cooldown',
  ),
  mutant(
    'fold/episode.ts',
    'a cooldown ends with its episode',
    'if (due > at) return { ...idle, due, memory }',
    '',
  ),
  mutant(
    'fold/judge.ts',
    'what happens in the same instant follows',
    'observation.time <= awaited.at) return',
    'observation.time < awaited.at) return',
  ),
  mutant(
    'fold/judge.ts',
    'what follows too late follows',
    'observation.time - awaited.at > sequence.within) return',
    'observation.time - awaited.at > sequence.within * 2) return',
  ),
  mutant(
    'fold/instant.ts',
    'what follows is overlooked by the first rule that waits for it',
    'for (const view of steps) {',
    'for (const view of [...steps].reverse().slice(1)) {',
  ),
  // Windows
  mutant(
    'fold/panes.ts',
    'a window shows one pane too many',
    'pane.index > index - window.panes &&',
    'pane.index >= index - window.panes &&',
  ),
  mutant(
    'fold/panes.ts',
    'a tumbling window shows the stretch that is filled',
    'pane.index === index - 1',
    'pane.index === index',
  ),
  mutant(
    'fold/panes.ts',
    'an empty window counts as unknown',
    "if (window.fn === 'count')",
    "if (window.fn === 'count' && first !== undefined)",
  ),
  mutant(
    'fold/panes.ts',
    'a change is measured from the last',
    '(seen.at(-1)?.last ?? 0) - first.first',
    '(seen.at(-1)?.last ?? 0) - first.last',
  ),
  mutant(
    'fold/panes.ts',
    'a window is not looked at when a report leaves it',
    '[(index + window.panes) * window.pane]',
    '[(index + window.panes + 1) * window.pane]',
  ),
  // Releases
  mutant(
    'fold/rebuild.ts',
    'a cooldown is forgotten by a release',
    'isCooling(old, memory, at) && rule.cooldown > 0 ? memory.cooled : -Infinity',
    '-Infinity',
  ),
  mutant(
    'fold/rebuild.ts',
    'an episode that has fired is never ended by a release',
    'if (!denies(stage, view, held))',
    'if (true)',
  ),
  mutant(
    'fold/rebuild.ts',
    'a release fires at once what has not held long enough',
    'Math.max(at, begun.since + view.rule.hold)',
    'at',
  ),
  mutant(
    'fold/carry.ts',
    'a rule that is the same begins anew',
    'previous?.signature === rule.signature',
    'previous === rule',
  ),
  mutant(
    'program/signature.ts',
    'a changed setting changes nothing',
    'return one.value ?? null',
    'return null',
  ),
  // Early rules
  mutant(
    'fold/ledger.ts',
    'a correction keeps its revision',
    '(ledger.get(forecast.name)?.revision ?? 0) + 1',
    '(ledger.get(forecast.name)?.revision ?? 1)',
  ),
  mutant(
    'fold/ledger.ts',
    'what is not forecast any more still stands',
    'for (const entry of gone) out.push(...withdraw(ledger, entry, false))',
    '',
  ),
  mutant(
    'fold/outlook.ts',
    'early timers fire at their due time already',
    'else if (due < until) fireTimers',
    'else if (due <= until) fireTimers',
  ),
  // Arrivals, effects, checkpoints
  mutant(
    'fold/arrivals.ts',
    'a cooldown on arrival looks only backwards',
    'Math.abs(fired - time) < rule.cooldown',
    'time - fired < rule.cooldown && time >= fired',
  ),
  mutant('fold/effects.ts', 'a muted rule speaks', 'view.rule.rule.muted ? []', 'false ? []'),
  mutant(
    'fold/effects.ts',
    'keys with signs in them get each other\u2019s ids',
    'part.replace(/[|#%]/g, (sign) => encodeURIComponent(sign))',
    "part.replace(/[|#%]/g, '')",
  ),
  mutant(
    'fold/checkpoint.ts',
    'a checkpoint forgets what was counted',
    'return { cooled: finite(cooled), counted,',
    'return { cooled: finite(cooled), counted: [],',
  ),
  mutant(
    'fold/checkpoint.ts',
    'a checkpoint forgets what clears',
    'clearing, revision, told, saved]',
    'null, revision, told, saved]',
  ),
  // Conditions
  mutant(
    'logic/operators/choice.ts',
    'an unknown part of `and` is false',
    'return unknown ? undefined : last\n  }\n}\n\n/** `or`',
    'return unknown ? false : last\n  }\n}\n\n/** `or`',
  ),
  mutant(
    'logic/operators/comparison.ts',
    '`>=` is `>`',
    "typeof value === 'number' ? value >= right",
    "typeof value === 'number' ? value > right",
  ),
  mutant(
    'logic/operators/choice.ts',
    'not of unknown is true',
    'value === undefined ? undefined : turn(truthy(value))',
    'turn(truthy(value ?? null))',
  ),
  mutant(
    'program/variables.ts',
    'a value is out of date one moment too early',
    'frame.now - latest.time <= freshFor',
    'frame.now - latest.time < freshFor',
  ),
  mutant(
    'program/schedule.ts',
    'a period goes on at its end',
    'from <= time && time < to',
    'from <= time && time <= to',
  ),
  // Why
  mutant(
    'explain/standpoint.ts',
    'a look into the past sees what came a moment later',
    'new Installation(id, sources, null, at)',
    'new Installation(id, sources, null, at + 1_000)',
  ),
  mutant(
    'explain/nearest-value.ts',
    'a nearest value may be too far',
    'if (trial.met(nearer) !== !met) return far',
    'return far',
  ),
  mutant(
    'explain/classify.ts',
    'what stands is said to fire',
    'one.at === at)) return',
    'one.at <= at)) return',
  ),
  mutant(
    'explain/horizon.ts',
    'devices that left a place are not looked at',
    'one.place === key) devices.add',
    'false) devices.add',
  ),
]
