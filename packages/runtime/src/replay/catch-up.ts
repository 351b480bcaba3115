import type { Effect } from '@linli/kernel'
import type { KernelHost } from '@linli/sandbox'

/**
 * How far live's clock had gone after the last record is not stored, but what fired on it is: finds the least time up
 * to which the fold has fired as much of `wanted` as it ever will by `latest`. A fold fires more the later it is, so
 * whatever fires by then fired live too.
 */
export async function catchUp(
  kernel: KernelHost,
  partition: string,
  span: { readonly since: number; readonly latest: number },
  wanted: (effect: Effect) => boolean,
): Promise<{ readonly clock: number; readonly effects: readonly Effect[] }> {
  const checkpoint = await kernel.save(partition)
  const trial = `${partition}:trial`
  const fire = async (now: number) => {
    await kernel.open(trial, checkpoint)
    return kernel.step(trial, [], now)
  }
  const found = (effects: readonly Effect[]) => effects.filter(wanted).length
  const most = found(await fire(span.latest))
  let [low, high] = [span.since, most === 0 ? span.since : span.latest]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (found(await fire(middle)) === most) high = middle
    else low = middle + 1
  }
  const effects = await fire(high)
  await kernel.close(trial)
  return { clock: high, effects }
}
