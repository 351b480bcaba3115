import type { Rule, Text, Trigger } from '@linli/kernel'
import { type TObject, type TProperties, Type } from '@sinclair/typebox'
import type { Contract, SourceSpec } from '../contract.ts'
import type {
  AuthorDerivation,
  AuthorFlows,
  AuthorForm,
  AuthorModel,
  AuthorRecord,
  AuthorReference,
  CapabilityOf,
  DerivationAgrees,
  FlowsAgree,
  FormsAgree,
  ModelsAgree,
  RecordsAgree,
  ReferenceAgrees,
  SourcesAgree,
} from './author.ts'
import { deepFreeze } from './freeze.ts'
import type { OnOf, RuleOf } from './rule.ts'

type Named<Member> = Readonly<Record<string, Member>>
// biome-ignore lint/complexity/noBannedTypes: the default of a part the author leaves out has no members to name
type None = {}

/** A contract that remembers its schemas, so that behaviour and tests are typed by it. */
export interface ContractOf<
  Settings extends TObject,
  Devices extends Named<AuthorModel>,
  Derive extends readonly AuthorDerivation[],
  Records extends Named<AuthorRecord>,
  Reference extends Named<AuthorReference>,
  Forms extends Named<AuthorForm>,
  Sources extends Named<SourceSpec>,
> extends Contract {
  readonly settings: Settings
  readonly sources: Sources
  readonly devices: Devices
  readonly derive: Derive
  readonly records: Records
  readonly reference: Reference
  readonly forms: { readonly [Form in keyof Forms]: Forms[Form] & { readonly version: number } }
}

/**
 * Declares what a scenario is, as inert, frozen data. Every name is checked against the others by the compiler;
 * `checkContract` checks the same at run time.
 */
export function defineContract<
  const Devices extends Named<AuthorModel>,
  Settings extends TObject = TObject<None>,
  const Sources extends Named<SourceSpec> = None,
  const Derive extends readonly AuthorDerivation[] = [],
  const Records extends Named<AuthorRecord> = None,
  const Reference extends Named<AuthorReference> = None,
  const Forms extends Named<AuthorForm> = None,
  const Flows extends AuthorFlows = None,
  const On extends readonly OnOf<
    Words<
      NoInfer<Settings>,
      NoInfer<Devices>,
      NoInfer<Derive>,
      NoInfer<Records>,
      NoInfer<Forms>,
      NoInfer<Flows>
    >
  >[] = [],
>(contract: {
  /** Kebab-case, unique: `smart-parking`. */
  readonly id: string
  readonly title: Text
  readonly summary: Text
  readonly settings?: Settings
  readonly devices: Devices & ModelsAgree<NoInfer<Devices>, keyof NoInfer<Sources> & string>
  readonly sources?: Sources & SourcesAgree<NoInfer<Sources>, NoInfer<Devices>>
  readonly derive?: readonly [
    ...{
      readonly [Index in keyof Derive]: Derive[Index] &
        DerivationAgrees<NoInfer<Derive[Index]>, NoInfer<Devices>, keyof NoInfer<Reference> & string>
    },
  ]
  readonly records?: Records &
    RecordsAgree<NoInfer<Records>, Words<Settings, NoInfer<Devices>, NoInfer<Derive>, Records, Forms, Flows>>
  readonly reference?: Reference & ReferenceAgrees<NoInfer<Reference>>
  readonly rules?: readonly [
    ...{
      readonly [Index in keyof On]: RuleOf<
        Words<
          NoInfer<Settings>,
          NoInfer<Devices>,
          NoInfer<Derive>,
          NoInfer<Records>,
          NoInfer<Forms>,
          NoInfer<Flows>
        >,
        On[Index]
      >
    },
  ]
  readonly forms?: Forms & FormsAgree<NoInfer<Forms>>
  readonly flows?: Flows & FlowsAgree<NoInfer<Flows>, keyof NoInfer<Forms> & string>
  readonly capabilities?: readonly CapabilityOf<NoInfer<Devices>>[]
  readonly messages?: Named<Text>
}): ContractOf<Settings, Devices, Derive, Records, Reference, Forms, Sources> {
  const { id, title, summary, rules = [], forms = {}, ...rest } = contract
  const whole = {
    $type: 'contract/v1',
    id,
    title,
    summary,
    settings: Type.Object({}) as TObject<TProperties>,
    sources: {},
    derive: [],
    records: {},
    reference: {},
    flows: {},
    capabilities: [],
    messages: {},
    ...rest,
    rules: (rules as readonly AuthorRule[]).map(ruleAsData),
    forms: Object.fromEntries(
      Object.entries<AuthorForm>(forms).map(([name, form]) => [name, { version: 1, ...form }]),
    ),
  }
  return deepFreeze(whole) as unknown as ContractOf<
    Settings,
    Devices,
    Derive,
    Records,
    Reference,
    Forms,
    Sources
  >
}

/** The parts a rule may name. */
interface Words<Settings, Devices, Derive extends readonly unknown[], Records, Forms, Flows> {
  settings: Settings
  devices: Devices
  derive: Derive
  records: Records
  forms: Forms
  flows: Flows
}

type AuthorRule = Omit<Rule, 'on' | 'key'> & {
  readonly on: Trigger | readonly Trigger[]
  readonly key?: Rule['key']
}

const ruleAsData = ({ on, key = 'device', ...rule }: AuthorRule): Rule => ({
  ...rule,
  on: Array.isArray(on) ? on : [on as Trigger],
  key,
})
