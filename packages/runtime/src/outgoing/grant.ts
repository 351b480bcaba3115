/** What an installation may reach: `host:port`, in lower case, and whether that may lie in a private network. */
export interface HostGrant {
  readonly host: string
  readonly isPrivate: boolean
}

const written = /^(http|http-private):([^\s/@]+:\d{1,5})$/

/** Reads `http:api.example.com:443` or `http-private:10.0.0.5:8080`; null where it is neither. */
export function readHostGrant(text: string): HostGrant | null {
  const [, kind, host] = written.exec(text) ?? []
  return host === undefined ? null : { host: host.toLowerCase(), isPrivate: kind === 'http-private' }
}

/** `host:port` of a URL as grants write it. */
export function hostOf(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
}
