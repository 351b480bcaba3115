interface Plan {
  readonly name: string
  readonly contact?: string
}

/** Puts the care plan of the home beside a press, so that whoever answers knows whom to call. */
export function attachPlan(given: { readonly rows: { readonly plan: Plan | null } }): {
  readonly name: string
  readonly contact: string
} {
  const { plan } = given.rows
  return { name: plan?.name ?? '', contact: plan?.contact ?? '' }
}
