/**
 * A number as a device said it, also where it writes numbers as texts. Anything else is passed on as it is: the device
 * model refuses it, so that it can be seen.
 */
export function numberSaid(said: unknown): number {
  const isNumber = typeof said === 'string' && /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(said)
  return isNumber ? Number(said) : (said as number)
}
