import type { Capability, Contract } from '@linli/sdk'
import type { Configuration } from '../installations/config.ts'
import { type HostGrant, readHostGrant } from '../outgoing/grant.ts'

/**
 * What a contract asks for, as grants are written: `command:gate.open`, `personal-data:C3`. Hosts are not among it: they
 * are the operator's to name, as `http:host:port`, or `http-private:host:port` where they lie inside.
 */
export function askedGrants({ capabilities }: Contract): readonly string[] {
  return capabilities.flatMap(grantOf)
}

function grantOf(capability: Capability): readonly string[] {
  switch (capability.kind) {
    case 'command':
      return [commandGrant(capability.device, capability.name)]
    case 'personal-data':
      return [`personal-data:${capability.class}`]
    case 'http':
      return []
  }
}

/** The grant that a command needs. */
export const commandGrant = (model: string, name: string) => `command:${model}.${name}`

/** The first grant that the contract does not ask for, or null: nobody is granted more than asked. */
export function unaskedGrant(contract: Contract, grants: readonly string[]): string | null {
  const asked = new Set(askedGrants(contract))
  return grants.find((grant) => !asked.has(grant) && !asksForHost(contract, grant)) ?? null
}

/** The first grant that the scenario cannot do without, or null: its models hold personal data of a class or they do not. */
export function neededGrant(contract: Contract, grants: readonly string[]): string | null {
  const needed = askedGrants(contract).filter((grant) => grant.startsWith('personal-data:'))
  return needed.find((grant) => !grants.includes(grant)) ?? null
}

function asksForHost({ capabilities }: Contract, grant: string): boolean {
  const host = readHostGrant(grant)?.host
  return (
    host !== undefined &&
    capabilities.some((one) => one.kind === 'http' && (one.hosts === undefined || one.hosts.includes(host)))
  )
}

/** What a release may do: granted and still asked for. Releases older than grants have what their contract asks for. */
export function grantsInForce(contract: Contract, config: Configuration): readonly string[] {
  const { grants = askedGrants(contract) } = config
  return grants.filter((grant) => unaskedGrant(contract, [grant]) === null)
}

/** The hosts among the grants. */
export function hostsOf(grants: readonly string[]): readonly HostGrant[] {
  return grants.flatMap((grant) => readHostGrant(grant) ?? [])
}

/** Whether a rule of this installation may command: what the contract asks for needs a grant, an operator's own rule none. */
export function mayCommand(contract: Contract, config: Configuration, model: string, name: string): boolean {
  const grant = commandGrant(model, name)
  return !askedGrants(contract).includes(grant) || grantsInForce(contract, config).includes(grant)
}
