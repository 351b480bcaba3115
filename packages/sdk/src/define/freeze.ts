const frozen = new WeakSet<object>()

/** Freezes plain data all the way down and returns it. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || frozen.has(value)) return value
  frozen.add(value)
  for (const member of Object.values(value)) deepFreeze(member)
  return Object.freeze(value)
}
