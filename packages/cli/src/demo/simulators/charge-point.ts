import { RPCClient } from 'ocpp-rpc'

/** What a charge point tells about a connector. */
export type ConnectorStatus =
  | 'Available'
  | 'Preparing'
  | 'Charging'
  | 'SuspendedEV'
  | 'SuspendedEVSE'
  | 'Finishing'
  | 'Reserved'
  | 'Unavailable'
  | 'Faulted'

/** An OCPP 1.6-J charge point; every message is checked against the published schemas. */
export interface ChargePoint extends AsyncDisposable {
  readonly id: string
  status(connector: number, status: ConnectorStatus, errorCode?: string): Promise<void>
  authorize(tag: string): Promise<string>
  /** Plugs in, authorises and starts; null where the card is refused. */
  start(connector: number, tag: string): Promise<number | null>
  /** Reports energy drawn so far (Wh) and present power (W). */
  meter(connector: number, energy: number, power: number): Promise<void>
  /** Ends the running transaction; the car stays plugged in until `unplug`. */
  stop(connector: number, reason?: string): Promise<void>
  unplug(connector: number): Promise<void>
  fault(connector: number, errorCode: string): Promise<void>
  repair(connector: number): Promise<void>
  /** Commands the server gave, in order: name and arguments. */
  readonly received: readonly { readonly name: string; readonly params: unknown }[]
}

interface ChargePointOptions {
  /** `ws://host:port/ocpp`. */
  readonly endpoint: string
  readonly id: string
  readonly connectors?: number
}

interface Running {
  readonly transactionId: number
  readonly tag: string
  meter: number
}

function connection(endpoint: string, identity: string): RPCClient {
  return new RPCClient({
    endpoint,
    identity,
    protocols: ['ocpp1.6'],
    strictMode: true,
    callTimeoutMs: 30_000,
    backoff: { initialDelay: 1_000, maxDelay: 10_000, factor: 2, randomisationFactor: 0.25 },
  } as ConstructorParameters<typeof RPCClient>[0])
}

function meterValues(
  connectorId: number,
  transactionId: number | undefined,
  register: number,
  power: number,
): object {
  const sampled = (measurand: string, unit: string, value: number) => ({
    value: String(value),
    context: 'Sample.Periodic',
    measurand,
    unit,
  })
  const sampledValue = [
    sampled('Energy.Active.Import.Register', 'Wh', register),
    sampled('Power.Active.Import', 'W', power),
  ]
  return {
    connectorId,
    ...(transactionId !== undefined && { transactionId }),
    meterValue: [{ timestamp: new Date().toISOString(), sampledValue }],
  }
}

/** Connects, boots and reports every connector available; reconnects, and boots again, for as long as it lives. */
export async function createChargePoint({
  endpoint,
  id,
  connectors = 2,
}: ChargePointOptions): Promise<ChargePoint> {
  const client = connection(endpoint, id)
  const running = new Map<number, Running>()
  const meters = new Map<number, number>()
  const statuses = new Map<number, ConnectorStatus>()
  const received: { name: string; params: unknown }[] = []
  let heartbeat: NodeJS.Timeout | undefined

  const call = (action: string, params: object) =>
    client.call(action, params) as Promise<Record<string, unknown>>
  const status = async (connectorId: number, state: ConnectorStatus, errorCode = 'NoError') => {
    statuses.set(connectorId, state)
    await call('StatusNotification', {
      connectorId,
      status: state,
      errorCode,
      timestamp: new Date().toISOString(),
    })
  }
  const boot = async () => {
    const { interval } = await call('BootNotification', {
      chargePointVendor: 'Linli Demo',
      chargePointModel: 'DC-60-2',
      chargePointSerialNumber: id,
      firmwareVersion: '1.4.2',
    })
    clearInterval(heartbeat)
    const period = Math.max(10, Number(interval) || 60) * 1_000
    heartbeat = setInterval(() => call('Heartbeat', {}).catch(() => {}), period)
    for (let connector = 0; connector <= connectors; connector++) {
      await status(connector, statuses.get(connector) ?? 'Available')
    }
  }
  const authorize = async (idTag: string) => {
    const answer = await call('Authorize', { idTag })
    return String((answer.idTagInfo as { readonly status?: unknown } | undefined)?.status)
  }
  answerCommands(client, received, {
    status: (connector) => status(connector, statuses.get(connector) ?? 'Available'),
  })
  client.on('error', () => {})
  await client.connect()
  await boot()
  let closing = false
  // A boot that the end of the simulator cut off is no failure.
  const reboot = () =>
    boot().catch((cause: unknown) => {
      if (closing || isCutOff(cause)) return
      console.error(`${id}: ${cause instanceof Error ? cause.message : String(cause)}`)
    })
  client.on('open', reboot)

  return {
    id,
    received,
    status,
    authorize,
    start: async (connectorId, idTag) => {
      await status(connectorId, 'Preparing')
      if ((await authorize(idTag)) !== 'Accepted') {
        await status(connectorId, 'Available')
        return null
      }
      const meterStart = meters.get(connectorId) ?? 12_000
      const timestamp = new Date().toISOString()
      const answer = await call('StartTransaction', { connectorId, idTag, meterStart, timestamp })
      const transactionId = Number(answer.transactionId)
      running.set(connectorId, { transactionId, tag: idTag, meter: meterStart })
      await status(connectorId, 'Charging')
      return transactionId
    },
    meter: async (connectorId, energy, power) => {
      const transaction = running.get(connectorId)
      if (transaction) transaction.meter += energy
      const register = transaction?.meter ?? meters.get(connectorId) ?? 0
      await call('MeterValues', meterValues(connectorId, transaction?.transactionId, register, power))
    },
    stop: async (connectorId, reason = 'Local') => {
      const transaction = running.get(connectorId)
      if (!transaction) return
      running.delete(connectorId)
      meters.set(connectorId, transaction.meter)
      await call('StopTransaction', {
        transactionId: transaction.transactionId,
        idTag: transaction.tag,
        meterStop: transaction.meter,
        timestamp: new Date().toISOString(),
        reason,
      })
      await status(connectorId, 'Finishing')
    },
    unplug: (connectorId) => status(connectorId, 'Available'),
    fault: (connectorId, errorCode) => status(connectorId, 'Faulted', errorCode),
    repair: (connectorId) => status(connectorId, 'Available'),
    async [Symbol.asyncDispose]() {
      closing = true
      clearInterval(heartbeat)
      await client.close({ force: true } as Parameters<typeof client.close>[0])
    },
  }
}

/** Whether a call failed because the connection went away: it comes back by itself. */
export function isCutOff(cause: unknown): boolean {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return /^Client disconnected$|socket not open|in this state/.test(reason)
}

/** Answers what a server may ask of a charge point. */
function answerCommands(
  client: RPCClient,
  received: { name: string; params: unknown }[],
  own: { readonly status: (connector: number) => Promise<void> },
): void {
  const answers: Readonly<Record<string, object>> = {
    RemoteStartTransaction: { status: 'Accepted' },
    RemoteStopTransaction: { status: 'Accepted' },
    Reset: { status: 'Accepted' },
    UnlockConnector: { status: 'Unlocked' },
    ChangeAvailability: { status: 'Accepted' },
    ChangeConfiguration: { status: 'Accepted' },
    GetConfiguration: { configurationKey: [], unknownKey: [] },
    TriggerMessage: { status: 'Accepted' },
  }
  for (const [name, answer] of Object.entries(answers)) {
    client.handle(name, async ({ params }: { params?: Record<string, unknown> }) => {
      received.push({ name, params })
      if (name === 'TriggerMessage' && params?.requestedMessage === 'StatusNotification') {
        setImmediate(() => own.status(Number(params.connectorId ?? 0)).catch(() => {}))
      }
      return answer as Record<string, unknown>
    })
  }
}
