import type { KernelHost, SandboxHealth, VendorHost } from '@linli/sandbox'
import { sql } from 'kysely'
import type { HealthCheck } from './http/services.ts'
import type { Journal } from './journal/journal.ts'
import type { Pipeline } from './pipeline/pipeline.ts'
import type { PluginService } from './plugins/plugins.ts'
import type { Sources } from './sources/sources.ts'
import type { Store } from './store/store.ts'

interface Parts {
  readonly journal: Journal
  readonly store: Store
  readonly vendor: VendorHost
  readonly kernel: KernelHost
  readonly pipeline: Pipeline
  readonly plugins: Pick<PluginService, 'troubles'>
  readonly sources: () => Pick<Sources, 'brokerAway'> | null
}

/** How many journalled messages may wait before health says so. */
const BEHIND = 10_000

/** What `/api/health` looks at. */
export function healthOf({
  journal,
  store,
  vendor,
  kernel,
  pipeline,
  plugins,
  sources,
}: Parts): readonly HealthCheck[] {
  return [
    {
      name: 'store',
      check: () =>
        sql`select 1`.execute(store.db).then(
          () => ({ ok: true, detail: { zh: store.kind, en: store.kind } }),
          (error: Error) => ({ ok: false, detail: { zh: error.message, en: error.message } }),
        ),
    },
    {
      name: 'pipeline',
      async check() {
        const waiting = journal.head - pipeline.position
        return {
          ok: waiting < BEHIND,
          detail: { zh: `待处理消息 ${waiting} 条`, en: `${waiting} messages waiting` },
        }
      },
    },
    {
      name: 'mqtt',
      async check() {
        const away = sources()?.brokerAway() ?? null
        return { ok: away === null, detail: away?.message ?? { zh: '正常', en: 'fine' } }
      },
    },
    { name: 'sandbox', check: async () => describe(vendor.health()) },
    { name: 'plugins', check: async () => troublesOf(plugins) },
    { name: 'kernel', check: async () => describe(kernel.health()) },
  ]
}

function describe({ tier, seccomp, workers, selfTest }: SandboxHealth) {
  const starting = workers.filter((worker) => worker.state === 'starting').length
  const tests = Object.entries(selfTest).map(([what, result]) => `${what} ${result}`)
  const text = `${tier}${seccomp ? ' + seccomp' : ''} · ${tests.join(', ')}${starting === 0 ? '' : ` · ${starting} starting`}`
  return { ok: true, detail: { zh: text, en: text } }
}

/** A plugin that stands still is its operators' business, with an alert of its own: the server works. */
function troublesOf(plugins: Pick<PluginService, 'troubles'>) {
  const troubles = [...plugins.troubles()]
  const say = (suspended: string, refused: string) =>
    troubles
      .map(([plugin, { health }]) => `${plugin} ${health?.state === 'suspended' ? suspended : refused}`)
      .join(', ')
  return {
    ok: true,
    detail: { zh: say('已暂停', '未载入') || '全部运行', en: say('suspended', 'refused') || 'all run' },
  }
}
