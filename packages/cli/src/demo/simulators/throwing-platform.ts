import { randomUUID } from 'node:crypto'
import { demoFacades, demoSourceIds } from '../devices.ts'
import { addressesFrom } from './addresses.ts'
import { every, pause, runUntilStopped } from './lifetime.ts'
import { createRandom, type Random } from './random.ts'

/** A video platform of the Hikvision family that reports things thrown from heights (event type 930335). */
export interface ThrowingPlatform {
  /** Reports one thrown object; the same `eventId` again is a retransmission. */
  throwObject(
    cameraIndex: string,
    options?: { readonly eventId?: string; readonly confidence?: number; readonly again?: boolean },
  ): Promise<{ readonly eventId: string; readonly status: number }>
}

interface PlatformOptions {
  readonly http: string
  readonly source?: string
  readonly signal?: AbortSignal
}

/** The time as the platform writes it: local time with its offset. */
function localTime(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().replace('Z', '+08:00')
}

/** One event report as the platform posts it. */
export function thrownObjectReport(
  cameraIndex: string,
  eventId: string,
  confidence: number,
  again: boolean,
  now: number,
): object {
  const fell = localTime(now - 2_400)
  return {
    method: 'OnEventNotify',
    params: {
      ability: 'event_ias',
      sendTime: localTime(now),
      events: [
        {
          data: {
            ObjectsThrownDetection: [
              {
                Image: {
                  resourcesContent: `https://video.example/pic?id=${eventId}`,
                  resourcesContentType: 'url',
                },
                RuleInfo: { ruleID: 1, ruleName: '高空抛物', confidence },
                startTime: fell,
                endTime: localTime(now - 900),
              },
            ],
            channelID: 1,
            dataType: 'ObjectsThrownDetection',
            eventType: 'ObjectsThrownDetection',
            isDataRetransmission: again,
            targetAttrs: {
              cameraIndexCode: cameraIndex,
              deviceIndexCode: `d${cameraIndex.slice(1)}`,
            },
          },
          eventId,
          eventType: 930335,
          happenTime: fell,
          srcIndex: cameraIndex,
          srcType: 'camera',
          status: 0,
          timeout: 0,
        },
      ],
    },
  }
}

/** A platform that posts to `/in/<source>` and sends again what was not taken. */
export function createThrowingPlatform({
  http,
  source = demoSourceIds.throwing,
  signal,
}: PlatformOptions): ThrowingPlatform {
  const post = (body: object) =>
    fetch(`${http}/in/${source}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: signal ? AbortSignal.any([AbortSignal.timeout(10_000), signal]) : AbortSignal.timeout(10_000),
    })
  return {
    throwObject: async (
      cameraIndex,
      { eventId = randomUUID().toUpperCase(), confidence = 92, again = false } = {},
    ) => {
      for (let attempt = 1; ; attempt++) {
        const retransmission = again || attempt > 1
        const report = thrownObjectReport(cameraIndex, eventId, confidence, retransmission, Date.now())
        const status = await post(report).then(
          (response) => response.status,
          () => 0,
        )
        if ((status >= 200 && status < 300) || attempt === 3 || signal?.aborted) return { eventId, status }
        await pause(1_000, signal ?? new AbortController().signal)
      }
    },
  }
}

/** Plays a day under the façades: one thing falls early, the same building again soon after, then every few minutes. */
export async function playFacades(http: string, random: Random, signal: AbortSignal): Promise<void> {
  const platform = createThrowingPlatform({ http, signal })
  const fall = async (cameraIndex: string) => {
    await platform.throwObject(cameraIndex, { confidence: random.between(78, 98) })
  }
  const repeated = demoFacades.find(({ building }) => building === 3)!
  if (!(await pause(36_000, signal))) return
  await fall(repeated.cameraIndex)
  if (!(await pause(40_000, signal))) return
  await fall(repeated.cameraIndex)
  await every(
    () => random.between(150_000, 270_000),
    signal,
    () => fall(random.pick(demoFacades).cameraIndex),
  )
}

if (import.meta.main) {
  const { http, seed } = addressesFrom(process.argv.slice(2))
  await runUntilStopped('throwing-platform', (signal) => playFacades(http, createRandom(seed), signal))
}
