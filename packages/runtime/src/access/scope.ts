/** What a token may do: a resource or `*`, and `read` or `write`. Writing does not include reading. */
export const scopePattern = '^(\\*|[a-z][a-z-]*):(read|write)$'

/** Whether scopes allow an operation; null (a session) allows whatever the roles allow. */
export function allowsScope(
  scopes: readonly string[] | null,
  resource: string,
  operation: 'read' | 'write',
): boolean {
  return scopes === null || scopes.includes(`${resource}:${operation}`) || scopes.includes(`*:${operation}`)
}
